package dev.vestnik.component.telegram.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;

class PollOffsetStoreTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final Repository repository = new Repository();

    @Test
    void anOffsetIsValidForSixDays() {
        storeAt(Duration.ZERO).store(42L);

        Duration justBefore = Duration.ofDays(6).minusMillis(1);
        assertThat(storeAt(justBefore).load()).isEqualTo(42L);
        PollOffsetStore expired = storeAt(Duration.ofDays(6));
        assertThat(expired.load()).isNull();
        assertThat(expired.isValid()).isFalse();
    }

    @Test
    void anOffsetInMemoryExpiresToo() {
        MovingClock clock = new MovingClock();
        PollOffsetStore store = new PollOffsetStore(null, "1", clock);
        store.store(42L);
        assertThat(store.isValid()).isTrue();

        clock.now = START.plus(Duration.ofDays(6));
        assertThat(store.isValid()).isFalse();
    }

    @Test
    void aNewOffsetStartsTheSixDaysAgain() {
        storeAt(Duration.ZERO).store(42L);
        storeAt(Duration.ofDays(5)).store(43L);

        assertThat(storeAt(Duration.ofDays(10)).load()).isEqualTo(43L);
    }

    @Test
    void theSameOffsetKeepsItsTime() {
        PollOffsetStore store = storeAt(Duration.ZERO);
        store.store(42L);
        PollOffsetStore later = storeAt(Duration.ofDays(5));
        later.load();
        later.store(42L);

        assertThat(storeAt(Duration.ofDays(6)).load()).isNull();
    }

    @Test
    void anInvalidStateIsIgnored() {
        repository.states.put("telegram-offset-1", "not a number");

        assertThat(storeAt(Duration.ZERO).load()).isNull();
    }

    private PollOffsetStore storeAt(Duration sinceStart) {
        return new PollOffsetStore(repository, "1", Clock.fixed(START.plus(sinceStart), ZoneOffset.UTC));
    }

    private static final class MovingClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    private static final class Repository extends ServiceSupport implements StateRepository<String, String> {
        private final Map<String, String> states = new HashMap<>();

        @Override
        public void setState(String key, String value) {
            states.put(key, value);
        }

        @Override
        public String getState(String key) {
            return states.get(key);
        }
    }
}
