package dev.vestnik.delivery;

import dev.vestnik.event.Event;
import org.jspecify.annotations.Nullable;

/** Finds the area that a message names. */
@FunctionalInterface
public interface AreaFinder {
    /** The name, for people, of the area that the event belongs to; null: unknown. */
    @Nullable
    String nameFor(Event event);
}
