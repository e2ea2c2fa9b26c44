package dev.vestnik.outbox;

import java.util.Locale;
import java.util.Map;

/**
 * An entry of the outbox: an event for one chat.
 *
 * @param chat the key of the entry's stream in the outbox
 * @param event the reference of the event, see {@link dev.vestnik.store.Keys#event}
 * @param why why this chat gets the event
 */
public record OutboxEntry(long chat, String event, Why why) {
    /** Why a chat gets an event. */
    public enum Why {
        /** Named in the event's {@code to}. */
        NAMED,
        /** On duty for the area. */
        DUTY,
        /** Responsible for the area, of which nobody is on duty. */
        WOKEN,
        /** An administrator, because there is no other recipient. */
        ADMIN,
        /** An administrator, because the event's area is unknown. */
        UNKNOWN_AREA,
        /** Got a message about the incident that this event closes. */
        HOLDER,
        /** Went on duty while the incident was open. */
        HANDOVER;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** E.g. {@code unknown_area}. */
        public String label() {
            return label;
        }

        /** @throws IllegalArgumentException if the label is not known */
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
