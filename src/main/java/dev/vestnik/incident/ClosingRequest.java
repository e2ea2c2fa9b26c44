package dev.vestnik.incident;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person closes an incident. The request goes through the stream of events, so that dispatch remains the only one who opens
 * and closes incidents, and an event that comes before or after it is not lost.
 *
 * @param opening the one that the person saw; a later one stays open
 * @param rank the rank of the status that the person saw; if a worse one came meanwhile, which has a lower rank, it stays open
 * @param by the name of the person
 * @param chat the chat of the person, who is told if the incident is not closed; 0: unknown, in entries of older versions
 */
public record ClosingRequest(Opening opening, int rank, String by, long chat) {
    private static final String KIND = "close";
    private static final String RANK = "rank";
    private static final String BY = "by";
    private static final String CHAT = "chat";

    /** Why an incident is not closed. */
    public enum Refusal {
        /** It has become worse since the person decided. */
        WORSE,
        /** It was closed, and has opened again. */
        REOPENED,
        /** It was closed before, by somebody else. */
        CLOSED,
        /** It is not kept any more. */
        GONE
    }

    /**
     * A request that dispatch has refused.
     *
     * @param closedBy for {@link Refusal#CLOSED}: the name of the person who closed it; null: monitoring or Vestnik
     */
    public record Refused(
            ClosingRequest request, Refusal why, @Nullable String closedBy) {}

    /** The fields of its entry in the stream of events. */
    public Map<String, String> fields() {
        return opening.fields(KIND, Map.of(RANK, Integer.toString(rank), BY, by, CHAT, Long.toString(chat)));
    }

    /** @return empty: the fields are not those of a request */
    public static Optional<ClosingRequest> of(Map<String, String> fields) {
        Set<String> others = fields.containsKey(CHAT) ? Set.of(RANK, BY, CHAT) : Set.of(RANK, BY);
        String rank = fields.getOrDefault(RANK, "");
        String chat = fields.getOrDefault(CHAT, "0");
        return Opening.of(KIND, fields, others)
                .filter(opening -> rank.matches("-?[0-9]{1,9}") && chat.matches("-?[0-9]{1,18}"))
                .map(opening -> new ClosingRequest(
                        opening, Integer.parseInt(rank), fields.getOrDefault(BY, ""), Long.parseLong(chat)));
    }

    /** Without the name, since records are logged. */
    @Override
    public String toString() {
        return "ClosingRequest[#" + opening.number() + ", generation " + opening.generation() + "]";
    }
}
