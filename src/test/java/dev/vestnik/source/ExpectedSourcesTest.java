package dev.vestnik.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.source.ExpectedSources.Change;
import dev.vestnik.store.Keys;
import dev.vestnik.testing.MovableClock;
import dev.vestnik.testing.RedisExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sources that must be heard of: when they are overdue, and when that ends. */
class ExpectedSourcesTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Duration EXPECT = Duration.ofMinutes(5);

    private final MovableClock clock = new MovableClock();
    private final ExpectedSources sources = process();

    @Test
    void aSourceIsOverdueOnceAndThenHeardOfAgain() {
        clock.advance(EXPECT);
        assertThat(sources.changes()).as("not longer yet").isEmpty();
        sources.heard("pump");
        clock.advance(EXPECT);
        assertThat(sources.changes()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sources.changes()).containsExactly(new Change("pump", true, EXPECT));
        assertThat(sources.changes()).as("until it is reported").hasSize(1);
        sources.reported(sources.changes());
        assertThat(sources.changes()).isEmpty();
        assertThat(process().changes())
                .as("nor by another process, which has just started")
                .isEmpty();

        process().heard("pump");
        assertThat(sources.changes()).containsExactly(new Change("pump", false, EXPECT));
        sources.reported(sources.changes());
        assertThat(sources.changes()).isEmpty();
        clock.advance(EXPECT.plusSeconds(1));
        assertThat(sources.changes()).as("the next time").hasSize(1);
    }

    @Test
    void theTimeInWhichNobodyListenedDoesNotCount() {
        sources.heard("pump");
        clock.advance(Duration.ofHours(8));
        ExpectedSources restarted = process();

        assertThat(restarted.changes()).isEmpty();
        clock.advance(EXPECT.plusSeconds(1));
        assertThat(restarted.changes()).hasSize(1);
    }

    @Test
    void onlyExpectedSourcesAreKept() {
        sources.heard("other");

        assertThat(REDIS.commands().keys("*")).isEmpty();
        assertThat(sources.active()).isTrue();
        assertThat(new ExpectedSources(Map.of(), REDIS.commands(), new Keys("test"), Clock.systemUTC()).active())
                .isFalse();
    }

    private ExpectedSources process() {
        return new ExpectedSources(Map.of("pump", EXPECT), REDIS.commands(), new Keys("test"), clock);
    }
}
