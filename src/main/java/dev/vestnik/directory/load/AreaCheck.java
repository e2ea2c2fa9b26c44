package dev.vestnik.directory.load;

import java.util.Optional;
import java.util.Set;

/** Checks the columns of an area that other packages understand. */
@FunctionalInterface
public interface AreaCheck {
    /** What is wrong with the steps of its escalation, and what would be right, as the rest of a sentence; empty: nothing. */
    Optional<String> escalationFault(String steps);

    /** The names of the statuses that there are; empty: any. */
    default Set<String> statuses() {
        return Set.of();
    }
}
