package dev.vestnik.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A duty that goes on.
 *
 * @param until when it ends; null: the end is set by the next check
 * @param stage what the person has been told about the end
 */
public record Duty(@Nullable Instant until, Stage stage) {
    /** What the person has been told about the end. */
    public enum Stage {
        RUNNING,
        /** The end is near. */
        REMINDED,
        /** The end is over, and the duty goes on until somebody else is on duty. */
        OVERTIME
    }

    /** @param until null: the end is set by the next check */
    public static Duty until(@Nullable Instant until) {
        return new Duty(until, Stage.RUNNING);
    }

    /** The same duty in this stage. */
    public Duty in(Stage later) {
        return new Duty(until, later);
    }
}
