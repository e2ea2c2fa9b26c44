package dev.vestnik.sandbox;

import java.util.Optional;

/** Explains why a person received a message. */
public interface SandboxReasons {
    /** The reason, in the language of the person; empty: not known. */
    Optional<String> why(long chat, int message);
}
