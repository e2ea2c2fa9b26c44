package dev.vestnik.dispatch;

import java.time.Duration;

/**
 * How long what dispatch writes is kept.
 *
 * @param events the JSON of events, and what was rejected
 * @param seen the mark that an id was dispatched
 * @param closed closed incidents
 * @param untouched after this an open incident without a new event closes itself, so its event is kept that long
 */
public record Retention(Duration events, Duration seen, Duration closed, Duration untouched) {
    /** Of the event that opened an incident, which is handed over as long as that is open. */
    Duration openingEvents() {
        Duration open = untouched.plus(Duration.ofDays(1));
        return open.compareTo(events) > 0 ? open : events;
    }
}
