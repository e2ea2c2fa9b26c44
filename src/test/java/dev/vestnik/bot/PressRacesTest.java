package dev.vestnik.bot;

import static dev.vestnik.testing.Samples.ANNA;
import static dev.vestnik.testing.Samples.CLARA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.dispatch.DispatchResult;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.event.Event;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.HistoryEntry.Kind;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentBatch;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.Press;
import dev.vestnik.incident.Press.Outcome;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.store.StreamId;
import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.text.Languages;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Presses at the same moment, on two instances with one Redis: exactly one wins, and each is answered once. */
class PressRacesTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Owner A = new Owner(1001, "A", NOW);
    private static final Owner B = new Owner(1002, "B", NOW);
    private static final Owner C = new Owner(1003, "C", NOW);

    private final ExecutorService people = Executors.newFixedThreadPool(2);
    private final CyclicBarrier together = new CyclicBarrier(2);
    private RedisCommands<String, String> dispatch;
    private IncidentStore incidents;
    private IncidentOwners one;
    private IncidentOwners other;

    private record Both(Press first, Press second) {
        List<Outcome> outcomes() {
            return List.of(first.outcome(), second.outcome());
        }
    }

    @BeforeEach
    void twoInstances() {
        dispatch = REDIS.moreCommands();
        incidents = new IncidentStore(REDIS.commands(), REDIS.keys(), WEEK, CLOCK);
        one = new IncidentOwners(REDIS.moreCommands(), REDIS.keys(), Samples.ESCALATION, CLOCK);
        other = new IncidentOwners(REDIS.moreCommands(), REDIS.keys(), Samples.ESCALATION, CLOCK);
        happens("critical");
    }

    @AfterEach
    void stop() {
        people.shutdownNow();
    }

    @Test
    void ofTwoWhoTakeAtOnceOneWins() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            Both both = atOnce(() -> one.take(1, 1, A), () -> other.take(1, 1, B));

            assertThat(both.outcomes()).containsExactlyInAnyOrder(Outcome.DONE, Outcome.OTHER_OWNER);
            Owner winner = both.first().done() ? A : B;
            assertThat(both.first().owner()).isEqualTo(winner);
            assertThat(both.second().owner()).isEqualTo(winner);
            assertThat(one.owner("n1")).contains(winner);
            assertThat(one.release(1, 1, winner).done()).isTrue();
            if (i % 40 == 39) {
                // Of the last forty rounds: one line for the press that won, none for the other.
                assertThat(tail(80))
                        .isEqualTo(Collections.nCopies(40, List.of(Kind.TAKEN, Kind.RELEASED)).stream()
                                .flatMap(List::stream)
                                .toList());
            }
        }
    }

    @Test
    void ofTwoWhoTakeOverAtOnceOneWins() throws Exception {
        for (int i = 0; i < 300; i++) {
            one.take(1, 1, C);

            Both both = atOnce(() -> one.handOver(1, 1, 1003, A, "A"), () -> other.handOver(1, 1, 1003, B, "B"));

            assertThat(both.outcomes()).containsExactlyInAnyOrder(Outcome.DONE, Outcome.OTHER_OWNER);
            Owner winner = both.first().done() ? A : B;
            assertThat(one.owner("n1")).contains(winner);
            one.release(1, 1, winner);
        }
    }

    @Test
    void aPressTogetherWithTheReleaseTakesWhatIsFreeOrFindsTheOwner() throws Exception {
        for (int i = 0; i < 300; i++) {
            one.take(1, 1, A);

            Both both = atOnce(() -> one.release(1, 1, A), () -> other.take(1, 1, B));

            assertThat(both.first().outcome()).isEqualTo(Outcome.DONE);
            assertThat(both.second().outcome()).isIn(Outcome.DONE, Outcome.OTHER_OWNER);
            assertThat(one.owner("n1").isPresent()).isEqualTo(both.second().done());
            one.release(1, 1, B);
        }
    }

    @Test
    void aPressTogetherWithTheEndIsBeforeItOrFindsItClosed() throws Exception {
        int generation = 1;
        int before = 0;
        for (int i = 0; i < 300; i++) {
            int seen = generation;
            List<RedisWrite> end = writes("resolved");
            int later = i % 3;
            Both both = atOnce(
                    () -> {
                        // A press is two calls of Redis, this is one: without a delay it would always come first.
                        for (int calls = 0; calls < later; calls++) {
                            dispatch.ping();
                        }
                        settle(end);
                        return new Press(Outcome.DONE, null, null);
                    },
                    () -> other.take(1, seen, B));

            assertThat(both.second().outcome()).isIn(Outcome.DONE, Outcome.CLOSED);
            assertThat(one.owner("n1").isPresent()).isEqualTo(both.second().done());
            if (both.second().done()) {
                before++;
                assertThat(REDIS.commands().pttl(REDIS.keys().owner("n1"))).isPositive();
            }
            assertThat(incidents.find("n1").orElseThrow().open()).isFalse();
            assertThat(one.take(1, seen, A).outcome()).isEqualTo(Outcome.CLOSED);
            happens("critical");
            generation++;
            assertThat(one.owner("n1")).isEmpty();
            assertThat(one.take(1, seen, A).outcome()).isEqualTo(Outcome.REOPENED);
        }
        assertThat(before).isPositive();
    }

    @Test
    void aCloseTogetherWithAWorseningClosesBeforeItOrIsRefusedAndThePersonIsTold() throws Exception {
        DispatchFixture service = new DispatchFixture(REDIS, dispatch, CLOCK);
        service.users.login(1001, ANNA.phone(), "ru");
        service.users.login(1003, CLARA.phone(), "en");
        IncidentNews news = new IncidentNews(service.users, new Languages("ru"));
        RedisCommands<String, String> person = REDIS.moreCommands();
        RedisCommands<String, String> monitoring = REDIS.moreCommands();
        String stream = REDIS.keys().events();
        int refused = 0;
        int rounds = 200;
        for (int i = 1; i <= rounds; i++) {
            String key = "r" + i;
            service.settle(event("warning", key));
            Incident seen = incidents.find(key).orElseThrow();
            Map<String, String> close = new ClosingRequest(
                            key, seen.number(), 1, 2, i % 2 == 0 ? "A" : "C", i % 2 == 0 ? 1001 : 1003)
                    .fields();
            Map<String, String> worse =
                    Map.of("body", EventJson.write(event("critical", key)), "route", EventStreamEntry.INBOX);
            Future<String> closes = people.submit(together(() -> person.xadd(stream, close)));
            Future<String> worsens = people.submit(together(() -> monitoring.xadd(stream, worse)));
            boolean first = StreamId.of(closes.get()).compareTo(StreamId.of(worsens.get())) < 0;

            DispatchResult result = service.settleArrivals(dispatch.xrange(stream, Range.unbounded()).stream()
                    .map(entry -> EventStreamEntry.of(entry.getId(), entry.getBody()))
                    .toList());
            dispatch.del(stream);

            Incident after = incidents.find(key).orElseThrow();
            assertThat(after.open()).isTrue();
            assertThat(after.status()).isEqualTo("critical");
            assertThat(after.generation()).isEqualTo(first ? 2 : 1);
            List<Reply.Send> told = result.outcomes().stream()
                    .flatMap(outcome -> outcome.report(DispatchOutcome.NotClosed.class).stream())
                    .flatMap(found -> news.notClosed(found.refused()).stream())
                    .toList();
            if (first) {
                assertThat(told).isEmpty();
            } else {
                refused++;
                String number = "#" + seen.number();
                assertThat(told)
                        .containsExactly(
                                i % 2 == 0
                                        ? new Reply.Send(
                                                1001,
                                                number
                                                        + " не закрыт: пока вы решали, стало хуже. Посмотрите новую карточку.",
                                                null)
                                        : new Reply.Send(
                                                1003,
                                                number
                                                        + " is not closed: it became worse while you decided. See the new card.",
                                                null));
            }
        }
        assertThat(refused).isBetween(1, rounds - 1);
    }

    private static Event event(String status, String key) {
        return new Event(null, key, status, "x", null, null, "north", List.of(), NOW, null, null, null, Map.of());
    }

    @Test
    void throughTheRoutesOfTwoInstancesEachPressIsAnsweredOnce() throws Exception {
        try (BotRoute first = new BotRoute(REDIS);
                BotRoute second = new BotRoute(REDIS)) {
            ChatUser anna = new ChatUser(first, 1001, "ru");
            ChatUser clara = new ChatUser(second, 1003, "en");
            anna.sharesOwn(ANNA.phone());
            clara.sharesOwn(CLARA.phone());
            for (int i = 0; i < 40; i++) {
                Future<String> annas = people.submit(together(() -> anna.pressesOnCard("take:1:1")));
                Future<String> claras = people.submit(together(() -> clara.pressesOnCard("take:1:1")));

                boolean won = annas.get().equals("#1 теперь ваш");
                assertThat(annas.get()).startsWith(won ? "#1 теперь ваш" : "Уже в работе: Clara Smith");
                assertThat(claras.get())
                        .startsWith(won ? "Somebody works on it already: Анна Орлова" : "#1 is yours now");
                (won ? anna : clara).pressesOnCard("release:1:1");
            }
        }
    }

    @Test
    void aPressDuringAFailoverCountsOnceAndIsAnsweredByTheInstanceThatIsLeft() throws Exception {
        BotRoute stops = new BotRoute(REDIS);
        try (BotRoute stays = new BotRoute(REDIS)) {
            ChatUser before = new ChatUser(stops, 1001, "ru");
            ChatUser after = new ChatUser(stays, 1001, "ru");
            ChatUser clara = new ChatUser(stays, 1003, "en");
            before.sharesOwn(ANNA.phone());
            clara.sharesOwn(CLARA.phone());
            for (int i = 1; i <= 20; i++) {
                // The update that the old poller has in work comes again to the new one.
                Future<String> once = people.submit(together(() -> before.pressesOnCard("take:1:1")));
                Future<String> again = people.submit(together(() -> after.pressesOnCard("take:1:1")));

                assertThat(List.of(once.get(), again.get())).containsOnly("#1 теперь ваш");
                assertThat(tail(2 * i - 1).stream().filter(Kind.TAKEN::equals)).hasSize(i);
                assertThat(clara.pressesOnCard("take:1:1")).startsWith("Somebody works on it already: Анна Орлова");
                after.pressesOnCard("release:1:1");
            }
            Future<?> stop = people.submit(stops::close);
            int pressed = 0;
            while (!stop.isDone() || pressed < 20) {
                assertThat(after.pressesOnCard("take:1:1")).isEqualTo("#1 теперь ваш");
                assertThat(clara.pressesOnCard("takeover:1:1:1001")).isEqualTo("#1 is yours now");
                assertThat(clara.pressesOnCard("release:1:1")).isEqualTo("#1 is free again");
                pressed++;
            }
            stop.get();
            assertThat(one.owner("n1")).isEmpty();
        }
    }

    private Both atOnce(Callable<Press> first, Callable<Press> second) throws Exception {
        Future<Press> firsts = people.submit(together(first));
        Future<Press> seconds = people.submit(together(second));
        return new Both(firsts.get(), seconds.get());
    }

    private <T> Callable<T> together(Callable<T> press) {
        return () -> {
            together.await();
            return press.call();
        };
    }

    private List<Kind> tail(int lines) {
        List<HistoryEntry> history = new IncidentHistory(REDIS.commands(), REDIS.keys()).of("n1");
        return history.subList(history.size() - lines, history.size()).stream()
                .map(HistoryEntry::kind)
                .toList();
    }

    private void happens(String status) {
        settle(writes(status));
    }

    /** The writes of an event of this status about the incident. */
    private List<RedisWrite> writes(String status) {
        List<Incident> current = incidents.find("n1").map(List::of).orElse(List.of());
        IncidentBatch batch = new IncidentBatch(REDIS.keys(), WEEK, Samples.ESCALATION, current.size(), current);
        Event event =
                new Event("n1", "n1", status, "x", null, null, "north", List.of(), NOW, null, null, null, Map.of());
        batch.apply("n1", event, Samples.STATUSES.named(status).orElseThrow(), "1-0", "north", NOW);
        return batch.writes(NOW);
    }

    /** Performs the writes at once, as a settlement does. */
    private void settle(List<RedisWrite> writes) {
        List<String> arguments = new ArrayList<>();
        writes.forEach(write -> {
            arguments.add(Integer.toString(write.command().size()));
            arguments.addAll(write.command());
        });
        dispatch.eval("""
                local i = 1
                while i <= #ARGV do
                  local n = tonumber(ARGV[i])
                  redis.call(unpack(ARGV, i + 1, i + n))
                  i = i + n + 1
                end
                return 1""", ScriptOutputType.INTEGER, new String[0], arguments.toArray(String[]::new));
    }
}
