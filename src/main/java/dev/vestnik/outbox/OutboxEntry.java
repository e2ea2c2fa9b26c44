package dev.vestnik.outbox;

import java.util.Locale;
import java.util.Map;

/**
 * What waits for one chat: a reference to an event, and why this chat gets it.
 *
 * @param chat the key of the outbox
 * @param event the reference of the event, see {@link dev.vestnik.store.Keys#event}
 */
public record OutboxEntry(long chat, String event, Why why) {
    /** Why a chat gets an event. */
    public enum Why {
        /** Named in the event's {@code to}. */
        NAMED,
        /** On duty for the area. */
        DUTY,
        /** Nobody is on duty; answers for the area. */
        WOKEN,
        /** An administrator: nobody else could be found. */
        ADMIN,
        /** An administrator: the event's area is unknown, and the message says so. */
        UNKNOWN_AREA,
        /** Holds the card of the incident that this event closes. */
        HOLDER,
        /** Has come on duty while the incident was open. */
        HANDOVER;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** E.g. {@code unknown_area}. */
        public String label() {
            return label;
        }

        /** @throws IllegalArgumentException if there is none of this label */
        public static Why labelled(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    /** The fields of the stream entry. */
    public Map<String, String> fields() {
        return Map.of("event", event, "why", why.name());
    }

    public static OutboxEntry of(long chat, Map<String, String> fields) {
        return new OutboxEntry(chat, fields.getOrDefault("event", ""), Why.valueOf(fields.getOrDefault("why", "DUTY")));
    }
}
