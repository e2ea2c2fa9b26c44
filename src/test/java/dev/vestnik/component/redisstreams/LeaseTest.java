package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.testing.LogLines;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseTest extends RedisStreamsTest {
    private Connections connections;
    private Leases mine;
    private Leases others;

    @BeforeEach
    void connect() {
        connections = Connections.to(server.uri());
        mine = new Leases(connections);
        others = new Leases(connections);
    }

    @AfterEach
    void close() {
        mine.close();
        others.close();
        connections.close();
    }

    @Test
    void oneHoldsItUntilItIsReleased() {
        Lease first = mine.lease("t:l", Duration.ofSeconds(30));
        Lease second = others.lease("t:l", Duration.ofSeconds(30));
        assertThat(first.hold()).isTrue();
        assertThat(second.hold()).isFalse();
        assertThat(redis.get("t:l")).isEqualTo(first.token());
        first.release();
        assertThat(first.held()).isFalse();
        assertThat(first.token()).isEmpty();
        assertThat(second.hold()).isTrue();
    }

    @Test
    void isRenewedWhileItIsHeld() throws Exception {
        Lease lease = mine.lease("t:l", Duration.ofMillis(600));
        assertThat(lease.hold()).isTrue();
        assertThat(new CountDownLatch(1).await(2, TimeUnit.SECONDS)).isFalse();
        assertThat(lease.held()).isTrue();
        assertThat(redis.pttl("t:l")).isPositive();
    }

    @Test
    void isGivenUpByItsOwnClockWhenItCannotBeRenewed() {
        Lease lease = mine.lease("t:l", Duration.ofSeconds(1));
        assertThat(lease.hold()).isTrue();
        connections.close();
        eventually(() -> assertThat(lease.held()).isFalse());
        assertThat(redis.exists("t:l"))
                .as("the key outlives what its holder believes")
                .isEqualTo(1);
    }

    @Test
    void isGivenUpATenthOfItsTimeBeforeTheKeyExpires() {
        AtomicLong clock = new AtomicLong();
        Duration time = Duration.ofSeconds(30);
        Lease lease = new Lease(connections, "t:l", time, clock::get);
        assertThat(lease.hold()).isTrue();
        clock.set(time.toNanos() / 10 * 9 - 1);
        assertThat(lease.held()).isTrue();
        clock.incrementAndGet();
        assertThat(lease.held()).isFalse();
    }

    @Test
    void isKnownToBeLostWhenSomebodyElseHasIt() {
        Lease lease = mine.lease("t:l", Duration.ofMillis(600));
        assertThat(lease.hold()).isTrue();
        redis.set("t:l", "thief");
        eventually(() -> assertThat(lease.held()).isFalse());
        lease.release();
        assertThat(redis.get("t:l")).isEqualTo("thief");
    }

    /** As in a process that was paused, where whoever needs the lease asks before it is due to be renewed. */
    @Test
    void isToldToBeLostAlsoWhereItRanOutBeforeItWasRenewed() {
        try (LogLines log = LogLines.of(Lease.class)) {
            Lease lease = new Lease(connections, "t:l", Duration.ofMillis(300));
            assertThat(lease.hold()).isTrue();
            redis.set("t:l", "thief");
            eventually(() -> assertThat(lease.held()).isFalse());
            assertThat(lease.hold()).isFalse();
            assertThat(log.texts()).containsExactly("Holds the lease t:l", "Lost the lease t:l");
        }
    }

    @Test
    void ratesAreReadAndWhatIsNoneIsRefused() {
        assertThat(Rate.parse("30/s")).isEqualTo(new Rate(30, Duration.ofSeconds(1), 1));
        assertThat(Rate.parse("20/m")).isEqualTo(new Rate(20, Duration.ofMinutes(1), 1));
        assertThat(Rate.parse("1/s,3")).isEqualTo(new Rate(1, Duration.ofSeconds(1), 3));
        assertThat(Rate.parse("unlimited").unlimited()).isTrue();
        assertThat(Rate.parse("1000/h").interval()).isEqualTo(3600.0);
        for (String wrong : new String[] {"", "30", "0/s", "-1/s", "30/d", "1.5/s", "x/s"}) {
            assertThatThrownBy(() -> Rate.parse(wrong)).hasMessageContaining("Not a rate: '" + wrong + "'");
        }
    }
}
