package dev.vestnik.config.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of a sandbox: the system's, plus an offset. */
public final class MovableClock extends Clock {
    private volatile Duration offset = Duration.ZERO;

    /** How far the clock is ahead. */
    public Duration offset() {
        return offset;
    }

    void offset(Duration now) {
        offset = now;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Vestnik works in UTC and shows the zones of people");
    }
}
