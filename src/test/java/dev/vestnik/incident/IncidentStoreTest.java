package dev.vestnik.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.testing.DispatchFixture;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IncidentStoreTest {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Duration WEEK = Duration.ofDays(7);
    private DispatchFixture dispatch;

    @BeforeEach
    void twoIncidentsAreOpen() {
        dispatch = new DispatchFixture(REDIS);
        dispatch.settle(
                Samples.event("critical").key("a/1").area("north").event(),
                Samples.event("warning").key("b \"ü\"").area("south").event());
    }

    @Test
    void whatNoEventTouchesForAWeekClosesItself() {
        IncidentStore later = later(WEEK.plusMinutes(1));

        assertThat(later.closeUntouched(WEEK)).containsExactlyInAnyOrder("a/1", "b \"ü\"");

        Incident closed = dispatch.incidents.find("a/1").orElseThrow();
        assertThat(closed.open()).isFalse();
        assertThat(closed.title()).isEqualTo("critical thing");
        assertThat(dispatch.incidents.find("b \"ü\"").orElseThrow().open()).isFalse();
        assertThat(dispatch.openIncidents()).isZero();
        assertThat(REDIS.commands().pttl(REDIS.keys().incident("a/1"))).isPositive();
        assertThat(later.closeUntouched(WEEK)).isEmpty();
    }

    @Test
    void whatWasTouchedStaysOpen() {
        assertThat(later(WEEK.minusMinutes(1)).closeUntouched(WEEK)).isEmpty();
        assertThat(dispatch.openIncidents()).isEqualTo(2);
    }

    @Test
    void theClosedOneIsOpenedAnewByTheNextEvent() {
        later(WEEK.plusMinutes(1)).closeUntouched(WEEK);

        dispatch.settle(Samples.event("critical").key("a/1").area("north").event());

        assertThat(dispatch.incidents.find("a/1").orElseThrow().open()).isTrue();
        assertThat(dispatch.incidents.openFor(Samples.ANNA, 10)).hasSize(1);
    }

    @Test
    void manyIncidentsAreListedPageByPageLastTouchedFirst() {
        for (int i = 0; i < 12; i++) {
            dispatch.settle(java.util.stream.IntStream.range(i * 100, i * 100 + 100)
                    .mapToObj(n -> Samples.event("warning")
                            .key("n" + n)
                            .area(n % 100 == 0 ? "north" : "south")
                            .event())
                    .toArray(dev.vestnik.event.Event[]::new));
        }

        List<Incident> north = dispatch.incidents.openFor(Samples.ANNA, 100);

        assertThat(north).hasSize(13);
        assertThat(north.get(0).key()).isEqualTo("n1100");
        assertThat(north.get(12).key()).isEqualTo("a/1");
    }

    @Test
    void whoWasHandedAnIncidentHoldsIt() {
        dispatch.incidents.addHolder(5, List.of("a/1"));

        assertThat(dispatch.incidents.find("a/1").orElseThrow().holders()).contains(5L);
        assertThat(dispatch.incidents.find("unknown")).isEmpty();
    }

    private static IncidentStore later(Duration by) {
        return new IncidentStore(
                REDIS.commands(), REDIS.keys(), WEEK, Clock.fixed(Instant.now().plus(by), ZoneOffset.UTC));
    }
}
