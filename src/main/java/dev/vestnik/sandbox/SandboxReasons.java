package dev.vestnik.sandbox;

import java.util.Optional;

/** Tells why somebody got a message, where the one who sent it knows. */
public interface SandboxReasons {
    /** A sentence or two in the language of the person; empty: not known. */
    Optional<String> why(long chat, int message);
}
