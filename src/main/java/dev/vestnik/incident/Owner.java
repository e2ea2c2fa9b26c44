package dev.vestnik.incident;

import java.time.Instant;

/**
 * The person who works on an incident.
 *
 * @param chat the private chat from which the person took it
 * @param name as in the directory at that time
 * @param since when the person became its owner
 */
public record Owner(long chat, String name, Instant since) {
    /** Without the name, since records are logged. */
    @Override
    public String toString() {
        return "Owner[" + chat + " since " + since + "]";
    }
}
