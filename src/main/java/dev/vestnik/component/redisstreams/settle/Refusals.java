package dev.vestnik.component.redisstreams.settle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal to the component. What Redis refuses for one consumer although it is available: settlements, by a missing right or a
 * key of the wrong type, and due keys that cannot be read. Logs an ERROR when the refusals begin, and a line when they have
 * ended; in between the health of the consumer shows the oldest one.
 */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** A key that cannot be read is reported every two seconds, see keyed-poll.lua. */
    private static final Duration KEY_LASTS = Duration.ofSeconds(5);

    private final String stream;
    private final Clock clock;
    private final Map<Object, Refusal> current = new LinkedHashMap<>();

    private record Refusal(Instant since, String cause, Instant until) {}

    public Refusals(String stream, Clock clock) {
        this.stream = stream;
        this.clock = clock;
    }

    /** A settlement was refused; each further refusal of it changes nothing. */
    void settlement(Object settlement, String cause) {
        add(settlement, cause, Instant.MAX);
    }

    /** A due key cannot be read, and waits. */
    public void key(String key, String cause) {
        add(key, cause, clock.instant().plus(KEY_LASTS));
    }

    private synchronized void add(Object what, String cause, Instant until) {
        removeEnded();
        Instant now = clock.instant();
        Refusal before = current.get(what);
        current.put(what, new Refusal(before == null ? now : before.since(), cause, until));
        if (before == null && current.size() == 1) {
            LOG.error("{}: Redis refuses to settle or to read, and is asked again: {}", stream, cause);
        }
    }

    /** The settlement has ended. */
    void ended(Object settlement) {
        synchronized (this) {
            Refusal refusal = current.remove(settlement);
            if (refusal != null && current.isEmpty()) {
                logEnd(refusal);
            }
        }
    }

    /** How many settlements are refused. */
    public synchronized int settlements() {
        return (int) current.values().stream()
                .filter(refusal -> refusal.until().equals(Instant.MAX))
                .count();
    }

    /** The oldest refusal with its cause and its beginning; null if there is none. */
    public synchronized @Nullable String problem() {
        removeEnded();
        if (current.isEmpty()) {
            return null;
        }
        Refusal oldest = current.values().iterator().next();
        String more = current.size() == 1 ? "" : ", and " + (current.size() - 1) + " more";
        return "Redis refuses since " + oldest.since().truncatedTo(ChronoUnit.SECONDS) + ": " + oldest.cause() + more;
    }

    private void removeEnded() {
        Instant now = clock.instant();
        Refusal last = null;
        for (Iterator<Refusal> all = current.values().iterator(); all.hasNext(); ) {
            Refusal refusal = all.next();
            if (refusal.until().isBefore(now)) {
                all.remove();
                last = refusal;
            }
        }
        if (last != null && current.isEmpty()) {
            logEnd(last);
        }
    }

    private void logEnd(Refusal last) {
        LOG.info(
                "{}: Redis refuses nothing any more; the last refusal began {} ms ago",
                stream,
                Duration.between(last.since(), clock.instant()).toMillis());
    }
}
