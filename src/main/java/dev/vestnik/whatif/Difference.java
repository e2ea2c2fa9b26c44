package dev.vestnik.whatif;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that the change would treat differently.
 *
 * @param event its id in the stream of events
 * @param time when it was accepted
 * @param status null: it would be rejected
 * @param title null: it would be rejected
 * @param now the outcome as things are, e.g. {@code routed}
 * @param then the outcome with the change
 * @param added the names of those who would get it in addition
 * @param removed the names of those who would not get it any more
 */
public record Difference(
        String event,
        Instant time,
        @Nullable String status,
        @Nullable String title,
        String now,
        String then,
        List<String> added,
        List<String> removed) {
    public Difference {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }
}
