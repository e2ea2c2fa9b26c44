package dev.vestnik.event;

import java.util.List;

/**
 * Events that came together, each of which was judged for itself.
 *
 * @param events the valid ones, in their order
 * @param rejections why the others are none; those of an array name their elements
 */
public record EventBatch(List<Event> events, List<Rejection> rejections) {
    public EventBatch {
        events = List.copyOf(events);
        rejections = List.copyOf(rejections);
    }
}
