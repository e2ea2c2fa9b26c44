package dev.vestnik.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A duty that goes on.
 *
 * @param since when it began; null: an older version has stored it
 * @param until when it ends; null: the end is set by the next check
 * @param stage what the person has been told about the end
 */
public record Duty(@Nullable Instant since, @Nullable Instant until, Stage stage) {
    /** What the person has been told about the end. */
    public enum Stage {
        RUNNING,
        /** The end is near. */
        REMINDED,
        /** The person goes off duty as soon as somebody accepts their incidents. */
        LEAVING,
        /** The end is over, and the duty goes on until somebody else is on duty and has accepted the incidents. */
        OVERTIME
    }

    /** @param until null: the end is set by the next check */
    public static Duty until(@Nullable Instant until) {
        return new Duty(null, until, Stage.RUNNING);
    }

    /** A duty that begins now. */
    public static Duty begins(Instant now, Instant until) {
        return new Duty(now, until, Stage.RUNNING);
    }

    /** The same duty in this stage. */
    public Duty in(Stage later) {
        return new Duty(since, until, later);
    }

    /** The same duty with another end. */
    public Duty endingAt(@Nullable Instant end) {
        return new Duty(since, end, Stage.RUNNING);
    }
}
