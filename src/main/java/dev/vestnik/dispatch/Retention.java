package dev.vestnik.dispatch;

import java.time.Duration;

/**
 * How long the data that dispatch writes is kept.
 *
 * @param events the JSON of events, and rejected events
 * @param seen the ids of dispatched events, for the detection of duplicates
 * @param closed closed incidents
 * @param untouched an open incident without a new event is closed after this time, so its event is kept that long
 */
public record Retention(Duration events, Duration seen, Duration closed, Duration untouched) {
    /** For the event that opened an incident: it is handed over as long as the incident is open. */
    Duration openingEvents() {
        Duration open = untouched.plus(Duration.ofDays(1));
        return open.compareTo(events) > 0 ? open : events;
    }
}
