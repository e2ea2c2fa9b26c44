package dev.vestnik.incident.escalation;

import dev.vestnik.incident.Opening;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A step of an escalation is due. The request goes through the stream of events: dispatch performs each step once, however
 * often it is requested, and none of an incident that was closed or taken before.
 *
 * @param opening of the incident; the steps of an earlier one are over
 * @param step counted from 1
 */
public record EscalationRequest(Opening opening, int step) {
    private static final String KIND = "escalate";
    private static final String STEP = "step";

    /** The fields of its entry in the stream of events. */
    public Map<String, String> fields() {
        return opening.fields(KIND, Map.of(STEP, Integer.toString(step)));
    }

    /** @return empty: the fields are not those of a request */
    public static Optional<EscalationRequest> of(Map<String, String> fields) {
        String step = fields.getOrDefault(STEP, "");
        return Opening.of(KIND, fields, Set.of(STEP))
                .filter(opening -> step.matches("[0-9]{1,9}"))
                .map(opening -> new EscalationRequest(opening, Integer.parseInt(step)));
    }
}
