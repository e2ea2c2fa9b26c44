package dev.vestnik.whatif;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time at which the events that are replayed were accepted. */
public final class ReplayClock extends Clock {
    private volatile Instant now = Instant.EPOCH;

    void set(Instant accepted) {
        now = accepted;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("dispatch asks for instants only");
    }
}
