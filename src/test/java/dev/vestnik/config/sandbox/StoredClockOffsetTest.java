package dev.vestnik.config.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.vestnik.testing.RedisExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoredClockOffsetTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private final MovableClock clock = new MovableClock();
    private final MovableClock elsewhere = new MovableClock();
    private final StoredClockOffset time = new StoredClockOffset(REDIS.commands(), REDIS.keys(), clock);
    private final StoredClockOffset other = new StoredClockOffset(REDIS.commands(), REDIS.keys(), elsewhere);

    @AfterEach
    void stop() {
        time.stop();
        other.stop();
    }

    @Test
    void allProcessesOfTheSandboxMoveTogether() {
        time.start();
        other.start();
        time.move(Duration.ofHours(8));
        assertThat(clock.instant()).isCloseTo(Instant.now().plus(Duration.ofHours(8)), within(5, ChronoUnit.SECONDS));
        await().until(() -> elsewhere.offset().equals(Duration.ofHours(8)));
        other.move(Duration.ofMinutes(5));
        assertThat(elsewhere.offset()).isEqualTo(Duration.ofMinutes(485));
    }

    @Test
    void aRestartKeepsTheTime() {
        time.start();
        time.move(Duration.ofMinutes(5));
        time.stop();
        other.start();
        assertThat(elsewhere.offset()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aChatThatIsBeingSentToStaysLeased() {
        String due = REDIS.keys().outbox() + ":due";
        long now = Clock.systemUTC().millis();
        REDIS.commands().zadd(due, now + 30_000, "1001");
        REDIS.commands().hset(REDIS.keys().outbox() + ":owners", "1001", "token");
        REDIS.commands().zadd(due, now + 60_000, "1002");
        time.move(Duration.ofMinutes(5));
        assertThat(REDIS.commands().zscore(due, "1001")).isEqualTo(now + 330_000.0);
        assertThat(REDIS.commands().zscore(due, "1002"))
                .as("waits, and is due now")
                .isEqualTo(now + 60_000.0);
    }
}
