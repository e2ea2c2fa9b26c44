package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.ledger.EventHistory;
import dev.vestnik.ledger.LedgerBalance;
import dev.vestnik.ledger.LedgerReader;
import dev.vestnik.ledger.PersonRecord;
import dev.vestnik.outbox.DeliveryOutcome;
import dev.vestnik.store.Keys;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.UserService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mixed load on two instances under all faults: random 429 and 5xx, responses that never come, outages of
 * Telegram, blocked chats, restarts of Redis, kill -9, SIGTERM, and SIGSTOP beyond every lease. At the end each event is
 * accounted for, for each person whom it concerned, in order, and the sum of the ledger closes.
 *
 * <p>Takes minutes: {@code ./mvnw test -Dtest=SoakIT -Dsoak.seconds=600}, and {@code -Dsoak.seed=…} for one that was seen
 * before.
 */
class SoakIT {
    private static final Set<DeliveryOutcome> TOLD = Set.of(DeliveryOutcome.SENT, DeliveryOutcome.MERGED);
    private static final Set<DeliveryOutcome> FINAL = Set.of(
            DeliveryOutcome.SENT,
            DeliveryOutcome.MERGED,
            DeliveryOutcome.EXPIRED,
            DeliveryOutcome.UNREACHABLE,
            DeliveryOutcome.DEAD);
    private static final Duration DRAIN = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void everyEventIsAccountedForWhateverGoesWrong() throws Exception {
        int seconds = Integer.getInteger("soak.seconds", 0);
        Assumptions.assumeTrue(seconds > 0, "it takes minutes; run it by -Dtest=SoakIT -Dsoak.seconds=600");
        long seed = Long.getLong("soak.seed", System.nanoTime() & 0xFFFFFF);
        System.out.printf("Soak of %d s, seed %d%n", seconds, seed);
        try (Soak soak = new Soak(folder, seed)) {
            soak.run(Duration.ofSeconds(seconds));
            soak.calm();
            Keys keys = new Keys("vestnik");
            RestartableRedis redis = soak.redis();
            Awaitility.await("everything is settled").atMost(DRAIN).untilAsserted(() -> {
                soak.look();
                long inbox = redis.ask(r -> r.llen(keys.inbox()));
                long pending =
                        redis.ask(r -> r.xpending(keys.events(), "dispatch")).getCount();
                List<String> outbox = redis.ask(r -> r.zrange(keys.outbox() + ":due", 0, -1));
                assertThat(inbox).as("inbox").isZero();
                assertThat(pending).as("pending").isZero();
                assertThat(outbox).as("outbox").isEmpty();
                assertThat(unknown(soak, keys)).as("not dispatched").isEmpty();
            });
            soak.look();

            LedgerBalance sum = LedgerBalance.read(redis.commands(), keys);
            System.out.println("Ledger: " + sum.lines() + ", missing " + sum.missing());
            System.out.println(soak.report());
            assertThat(sum.missing()).as("lines that nobody can account for").isZero();
            accountedFor(soak, keys);
            assertThat(soak.documents())
                    .as("files, in which this test does not look")
                    .isZero();
            soak.received().forEach((chat, titles) -> inOrder(soak, chat, titles));
            assertThat((long) soak.repeatedMessages())
                    .as("messages that came twice: one a chat for each crash, one for each answer that never came")
                    .isLessThanOrEqualTo(soak.mayRepeat());
        }
    }

    private static List<String> unknown(Soak soak, Keys keys) {
        return soak.events().stream()
                .map(Soak.Happening::id)
                .filter(id -> soak.redis().ask(r -> r.exists(keys.ledgerEventsOfId(id))) == 0)
                .toList();
    }

    private static void accountedFor(Soak soak, Keys keys) {
        var redis = soak.redis().commands();
        LedgerReader ledger = new LedgerReader(
                redis,
                keys,
                new UserService(redis, keys, Samples.STATUSES, Samples.CLOCK),
                new DirectoryService(redis, keys, true));
        List<String> wrong = new ArrayList<>();
        for (Soak.Happening event : soak.events()) {
            List<EventHistory> lines = ledger.event(event.id()).stream()
                    .filter(line -> !line.outcome().equals("duplicate"))
                    .toList();
            if (lines.size() != 1) {
                wrong.add(event + " was dispatched " + lines.size() + " times");
                continue;
            }
            Map<Long, DeliveryOutcome> states = lines.get(0).people().stream()
                    .collect(Collectors.toMap(
                            PersonRecord::chat, person -> person.line().state()));
            for (long chat : soak.steady(event.area())) {
                DeliveryOutcome state = states.get(chat);
                boolean right = event.stale()
                        ? state == DeliveryOutcome.EXPIRED
                        : state != null && TOLD.contains(state) && soak.has(chat, event.title());
                if (!right) {
                    wrong.add(event + " for " + chat + ": " + state + ", received " + soak.has(chat, event.title()));
                }
            }
            states.forEach((chat, state) -> {
                if (!FINAL.contains(state)) {
                    wrong.add(event + " for " + chat + " is still " + state);
                }
            });
        }
        assertThat(wrong).as("events that are not accounted for").isEmpty();
    }

    /** The events of one key, as they came first. */
    private static void inOrder(Soak soak, long chat, List<String> titles) {
        Map<String, List<String>> byKey =
                titles.stream().distinct().collect(Collectors.groupingBy(title -> soak.keyOf(title)));
        byKey.forEach((key, of) ->
                assertThat(of).as("order of %s in chat %d", key, chat).isSorted());
    }
}
