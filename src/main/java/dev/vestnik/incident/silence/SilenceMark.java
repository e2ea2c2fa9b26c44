package dev.vestnik.incident.silence;

import java.time.Instant;

/**
 * What an incident shows of the silence that it is under.
 *
 * @param id of the silence
 * @param by the name of the person who set it
 * @param until when it ends, if nobody ends it before
 */
public record SilenceMark(String id, String by, Instant until) {
    /** Without the name, since records are logged. */
    @Override
    public String toString() {
        return "SilenceMark[" + id + "]";
    }
}
