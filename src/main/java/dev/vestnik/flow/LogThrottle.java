package dev.vestnik.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets each message through once a minute, so that a failure that repeats with every tick does not fill the log. */
public final class LogThrottle {
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int CAPACITY = 100;

    private final Clock clock;
    private final Map<String, Instant> logged = new LinkedHashMap<>();

    public LogThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Whether to log this message now; false if it was logged in the last minute. */
    public synchronized boolean permits(String message) {
        Instant now = clock.instant();
        logged.values().removeIf(time -> !now.isBefore(time.plus(INTERVAL)));
        if (logged.containsKey(message)) {
            return false;
        }
        if (logged.size() < CAPACITY) {
            logged.put(message, now);
        }
        return true;
    }
}
