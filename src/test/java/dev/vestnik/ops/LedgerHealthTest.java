package dev.vestnik.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.testing.RedisExtension;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.actuate.health.Status;

/** A ledger whose totals do not balance is DOWN, in either direction. */
class LedgerHealthTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @Test
    void aLedgerThatDoesNotBalanceIsDownAndSaysByHowMuch() {
        try (LedgerBalanceCache balance = new LedgerBalanceCache(REDIS.commands(), REDIS.keys(), () -> true)) {
            LedgerHealth health = new LedgerHealth(balance);
            await(health, Status.UP, 0);

            REDIS.commands().hincrby(REDIS.keys().ledgerCounts(), "sent", 2);
            await(health, Status.DOWN, -2);

            REDIS.commands().hincrby(REDIS.keys().ledgerCounts(), "sent", -2);
            await(health, Status.UP, 0);
        }
    }

    @Test
    void whileRedisDoesNotAnswerTheStateIsNotKnown() {
        try (LedgerBalanceCache balance = new LedgerBalanceCache(REDIS.commands(), REDIS.keys(), () -> false)) {
            assertThat(new LedgerHealth(balance).health().getStatus()).isEqualTo(Status.UNKNOWN);
        }
    }

    private static void await(LedgerHealth health, Status status, long missing) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(health.health().getStatus()).isEqualTo(status);
            assertThat(health.health().getDetails()).containsEntry("missing", missing);
        });
    }
}
