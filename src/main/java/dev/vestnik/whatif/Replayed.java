package dev.vestnik.whatif;

import java.util.Set;

/**
 * The result of one event.
 *
 * @param outcome the label of a {@link dev.vestnik.dispatch.DispatchOutcome.Kind}, or one of those here
 * @param chats who would get it; empty: nobody
 * @param missed whether its status wakes, and it would reach nobody
 */
public record Replayed(String outcome, Set<Long> chats, boolean missed) {
    /** A step of the route has failed; the event would be a dead letter. */
    static final String FAILED = "failed";

    /** The route does not dispatch the event. */
    static final String LEFT_OUT = "left_out";

    public Replayed {
        chats = Set.copyOf(chats);
    }
}
