package dev.vestnik.delivery.message;

import dev.vestnik.event.Event;
import org.jspecify.annotations.Nullable;

/** Finds the area of an event, as it is shown to people. */
@FunctionalInterface
public interface AreaFinder {
    /** The name of the event's area; null: unknown. */
    @Nullable
    String nameFor(Event event);

    /** The CIDR block that the event's address belongs to, the smallest of the directory; null: none, or no address. */
    default @Nullable String rangeFor(Event event) {
        return null;
    }
}
