package dev.vestnik.source;

import dev.vestnik.component.redisstreams.Rate;
import java.time.Clock;
import java.time.Duration;

/** Limits the requests of one source to this process; see {@link Rate}. */
public final class RequestRate {
    private final Rate rate;
    private final Clock clock;
    /** When the next request would come if all came evenly spaced, in milliseconds since 1970. */
    private double next;

    public RequestRate(Rate rate, Clock clock) {
        this.rate = rate;
        this.clock = clock;
    }

    /** How long a request has to wait; zero: it is permitted, and counted. */
    public synchronized Duration take() {
        double now = clock.millis();
        double early = next - now - rate.tolerance();
        if (!rate.unlimited() && early > 0) {
            return Duration.ofMillis((long) Math.ceil(early));
        }
        next = Math.max(next, now) + rate.interval();
        return Duration.ZERO;
    }
}
