package dev.vestnik.incident.escalation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A step of an escalation is due. The request goes through the stream of events: dispatch performs each step once, however
 * often it is requested, and none of an incident that was closed or taken before.
 *
 * @param key the incident's key
 * @param number the incident's number
 * @param generation the opening of the incident; the steps of an earlier one are over
 * @param step counted from 1
 */
public record EscalationRequest(String key, long number, int generation, int step) {
    private static final String KEY = "escalate";
    private static final String NUMBER = "number";
    private static final String GENERATION = "generation";
    private static final String STEP = "step";

    /** The fields of its entry in the stream of events. */
    public Map<String, String> fields() {
        return Map.of(
                KEY,
                key,
                NUMBER,
                Long.toString(number),
                GENERATION,
                Integer.toString(generation),
                STEP,
                Integer.toString(step));
    }

    /** @return empty: the fields are not those of a request */
    public static Optional<EscalationRequest> of(Map<String, String> fields) {
        if (!fields.keySet().equals(Set.of(KEY, NUMBER, GENERATION, STEP))
                || !fields.getOrDefault(NUMBER, "").matches("[0-9]{1,18}")
                || !fields.getOrDefault(GENERATION, "").matches("[0-9]{1,9}")
                || !fields.getOrDefault(STEP, "").matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        return Optional.of(new EscalationRequest(
                fields.getOrDefault(KEY, ""),
                Long.parseLong(fields.getOrDefault(NUMBER, "")),
                Integer.parseInt(fields.getOrDefault(GENERATION, "")),
                Integer.parseInt(fields.getOrDefault(STEP, ""))));
    }
}
