package dev.vestnik.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.Person;
import dev.vestnik.event.Event;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random people, commands and events: everyone gets exactly what the plain rule says, in whatever batches. */
class DispatchReferenceTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final List<Person> PEOPLE = List.of(Samples.ANNA, Samples.BORIS, Samples.CLARA);
    private static final List<String> STATUSES = List.of("critical", "warning", "info", "resolved");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyoneGetsExactlyWhatTheRuleSays(long seed) {
        Random random = new Random(seed);
        DispatchFixture dispatch = new DispatchFixture(REDIS);
        ReferenceRule rule = new ReferenceRule(PEOPLE, Set.of("north", "south"));
        int refs = 0;
        for (int round = 0; round < 60; round++) {
            command(random, dispatch);
            List<Event> batch = new ArrayList<>();
            while (batch.isEmpty() || random.nextInt(4) > 0) {
                batch.add(event(random));
            }

            DispatchResult done = dispatch.settle(batch.toArray(Event[]::new));

            Map<String, Set<Long>> got = done.entries().stream()
                    .collect(Collectors.groupingBy(
                            OutboxEntry::event, Collectors.mapping(OutboxEntry::chat, Collectors.toSet())));
            for (Event event : batch) {
                String ref = ++refs + "-0";
                Set<Long> right = rule.chats(event, ref, dispatch.users.all().all());
                assertThat(got.getOrDefault(ref, Set.of()))
                        .as("round %d, %s %s", round, ref, event)
                        .isEqualTo(right == null ? Set.of() : right);
            }
            assertThat(done.entries()).doesNotHaveDuplicates();
        }
    }

    private static void command(Random random, DispatchFixture dispatch) {
        int person = random.nextInt(PEOPLE.size());
        long chat = 1001 + person;
        switch (random.nextInt(10)) {
            case 0, 1 -> dispatch.users.login(chat, PEOPLE.get(person).phone(), "ru");
            case 2 -> dispatch.users.logout(chat);
            case 3, 4 -> dispatch.users.joinPool(chat, null);
            case 5 -> dispatch.users.leavePool(chat);
            case 6 -> dispatch.users.disable(chat);
            case 7 -> dispatch.users.enable(chat);
            case 8 -> dispatch.users.toggle(chat, pick(random, STATUSES));
            default -> {
                dispatch.users.setUnreachable(chat);
                if (random.nextBoolean()) {
                    dispatch.users.setReachable(chat);
                }
            }
        }
    }

    private static Event event(Random random) {
        String status = pick(random, STATUSES);
        Samples.EventBuilder event = Samples.event(status);
        if (random.nextInt(3) == 0) {
            event = event.id("id" + random.nextInt(20));
        }
        if (status.equals("resolved") || random.nextBoolean()) {
            event = event.key("key" + random.nextInt(6));
        }
        switch (random.nextInt(5)) {
            case 0 -> event = event.area(pick(random, List.of("north", "south", "east")));
            case 1, 2 -> event = event.ip(pick(random, List.of("10.1.0.1", "10.2.0.1", "10.9.0.1")));
            case 3 -> event = event.area("east").ip("10.2.3.4");
            default -> {}
        }
        if (random.nextInt(6) == 0) {
            event = event.to(pick(random, PEOPLE), pick(random, PEOPLE));
        }
        return event.event();
    }

    private static <T> T pick(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
