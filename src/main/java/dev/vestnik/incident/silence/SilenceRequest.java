package dev.vestnik.incident.silence;

import java.util.Map;
import java.util.Optional;

/**
 * A silence has begun, or ends. The request goes through the stream of events, so that dispatch remains the only one who changes
 * incidents, and does each once, however often it is requested.
 *
 * @param id of the silence
 * @param ends whether it ends; else it has begun
 * @param by the name of the person who ends it; empty: its time is up, or it has begun
 */
public record SilenceRequest(String id, boolean ends, String by) {
    private static final String BEGINS = "silence";
    private static final String ENDS = "unsilence";
    private static final String BY = "by";

    /** The silence with this id has begun. */
    public static SilenceRequest begin(String id) {
        return new SilenceRequest(id, false, "");
    }

    /** @param by the name of the person who ends it; empty: its time is up */
    public static SilenceRequest end(String id, String by) {
        return new SilenceRequest(id, true, by);
    }

    /** The fields of its entry in the stream of events. */
    public Map<String, String> fields() {
        return Map.of(ends ? ENDS : BEGINS, id, BY, by);
    }

    /** @return empty: the fields are not those of a request */
    public static Optional<SilenceRequest> of(Map<String, String> fields) {
        String by = fields.get(BY);
        String id = fields.getOrDefault(ENDS, fields.get(BEGINS));
        return by == null || id == null || fields.size() != 2
                ? Optional.empty()
                : Optional.of(new SilenceRequest(id, fields.containsKey(ENDS), by));
    }

    /** Without the name, since records are logged. */
    @Override
    public String toString() {
        return "SilenceRequest[" + id + (ends ? " ends]" : " begins]");
    }
}
