package dev.vestnik.incident.escalation;

import dev.vestnik.incident.Opening;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The owner of an incident has reported nothing for a while and has to be asked. The request goes through the stream of events:
 * dispatch asks once about each report, however often it is requested.
 *
 * @param opening of the incident
 * @param chat the owner's chat
 * @param report when the owner last reported something, epoch milliseconds
 */
public record OwnerReminder(Opening opening, long chat, long report) {
    private static final String KIND = "remind";
    private static final String CHAT = "chat";
    private static final String REPORT = "report";

    /** The fields of its entry in the stream of events. */
    public Map<String, String> fields() {
        return opening.fields(KIND, Map.of(CHAT, Long.toString(chat), REPORT, Long.toString(report)));
    }

    /** @return empty: the fields are not those of a request */
    public static Optional<OwnerReminder> of(Map<String, String> fields) {
        String chat = fields.getOrDefault(CHAT, "");
        String report = fields.getOrDefault(REPORT, "");
        return Opening.of(KIND, fields, Set.of(CHAT, REPORT))
                .filter(opening -> chat.matches("-?[0-9]{1,18}") && report.matches("[0-9]{1,18}"))
                .map(opening -> new OwnerReminder(opening, Long.parseLong(chat), Long.parseLong(report)));
    }
}
