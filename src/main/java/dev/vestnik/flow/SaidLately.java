package dev.vestnik.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers for a minute what was said, so that a failure that comes with every tick is not a line of the log with each. */
final class SaidLately {
    private static final Duration LATELY = Duration.ofMinutes(1);
    private static final int MOST = 100;

    private final Clock clock;
    private final Map<String, Instant> said = new LinkedHashMap<>();

    SaidLately(Clock clock) {
        this.clock = clock;
    }

    /** Whether this was not said in the last minute; from now on it was. */
    synchronized boolean isNew(String what) {
        Instant now = clock.instant();
        said.values().removeIf(when -> !now.isBefore(when.plus(LATELY)));
        if (said.containsKey(what)) {
            return false;
        }
        if (said.size() < MOST) {
            said.put(what, now);
        }
        return true;
    }
}
