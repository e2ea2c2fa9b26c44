package dev.vestnik.bot.duty;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** The events that were sent to a person during a duty. */
@FunctionalInterface
public interface ShiftEvents {
    /** What was sent to this chat since then. */
    Sent since(long chat, Instant since);

    /**
     * What was sent.
     *
     * @param byStatus the number of events by the name of their status
     * @param incidents the keys of the incidents of these events, and of those that were handed over at the start of duty
     */
    record Sent(Map<String, Integer> byStatus, Set<String> incidents) {
        public Sent {
            byStatus = Map.copyOf(byStatus);
            incidents = Set.copyOf(incidents);
        }
    }
}
