package dev.vestnik.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the latest events of one person.
 *
 * @param person the name that the directory has for who is logged in there; null: nobody is
 * @param events the newest first; what still waits comes before
 */
public record PersonHistory(long chat, @Nullable String person, List<Told> events) {
    public PersonHistory {
        events = List.copyOf(events);
    }

    /**
     * One event of that person.
     *
     * @param ref its id in the stream of events
     * @param title null: the event is not kept any more
     */
    public record Told(String ref, @Nullable String title, DeliveryRecord line) {}
}
