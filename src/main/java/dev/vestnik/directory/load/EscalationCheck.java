package dev.vestnik.directory.load;

import java.util.Optional;

/** Checks the steps of an area's escalation, which other packages understand. */
@FunctionalInterface
public interface EscalationCheck {
    /** What is wrong, and what would be right, as the rest of a sentence; empty: nothing. */
    Optional<String> fault(String steps);
}
