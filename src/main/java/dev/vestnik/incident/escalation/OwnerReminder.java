package dev.vestnik.incident.escalation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The owner of an incident has reported nothing for a while and has to be asked. The request goes through the stream of events:
 * dispatch asks once about each report, however often it is requested.
 *
 * @param key the incident's key
 * @param number the incident's number
 * @param generation the opening of the incident
 * @param chat the owner's chat
 * @param report when the owner last reported something, epoch milliseconds
 */
public record OwnerReminder(String key, long number, int generation, long chat, long report) {
    private static final String KEY = "remind";
    private static final String NUMBER = "number";
    private static final String GENERATION = "generation";
    private static final String CHAT = "chat";
    private static final String REPORT = "report";

    /** The fields of its entry in the stream of events. */
    public Map<String, String> fields() {
        return Map.of(
                KEY,
                key,
                NUMBER,
                Long.toString(number),
                GENERATION,
                Integer.toString(generation),
                CHAT,
                Long.toString(chat),
                REPORT,
                Long.toString(report));
    }

    /** @return empty: the fields are not those of a request */
    public static Optional<OwnerReminder> of(Map<String, String> fields) {
        if (!fields.keySet().equals(Set.of(KEY, NUMBER, GENERATION, CHAT, REPORT))
                || !fields.getOrDefault(NUMBER, "").matches("[0-9]{1,18}")
                || !fields.getOrDefault(GENERATION, "").matches("[0-9]{1,9}")
                || !fields.getOrDefault(CHAT, "").matches("-?[0-9]{1,18}")
                || !fields.getOrDefault(REPORT, "").matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new OwnerReminder(
                fields.getOrDefault(KEY, ""),
                Long.parseLong(fields.getOrDefault(NUMBER, "")),
                Integer.parseInt(fields.getOrDefault(GENERATION, "")),
                Long.parseLong(fields.getOrDefault(CHAT, "")),
                Long.parseLong(fields.getOrDefault(REPORT, ""))));
    }
}
