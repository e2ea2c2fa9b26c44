package dev.vestnik.outbox;

import dev.vestnik.directory.QuietHours;
import dev.vestnik.store.EntryNonce;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the outbox: an event for one chat.
 *
 * @param chat the key of the entry's stream in the outbox
 * @param event the reference of the event, see {@link dev.vestnik.store.Keys#event}
 * @param why why this chat gets the event
 * @param passedOver who should have got it instead
 * @param quiet when its message has no sound, in the reader's time; null: never
 */
public record OutboxEntry(
        long chat,
        String event,
        Why why,
        PassedOver passedOver,
        @Nullable QuietHours quiet) {
    public OutboxEntry(long chat, String event, Why why, PassedOver passedOver) {
        this(chat, event, why, passedOver, null);
    }

    public OutboxEntry(long chat, String event, Why why) {
        this(chat, event, why, PassedOver.NOBODY);
    }

    /** Why a chat gets an event. */
    public enum Why {
        /** Named in the event's {@code to}. */
        NAMED,
        /** On duty for the area. */
        DUTY,
        /** Responsible for the area; nobody on duty for it could get the event. */
        WOKEN,
        /** An administrator, because there is no other recipient. */
        ADMIN,
        /** An administrator, because the event's area is unknown. */
        UNKNOWN_AREA,
        /** Has not selected the status, but nobody who has selected it could get the event. */
        NOT_SELECTED,
        /** An administrator, who gets only the title, because none of the people in the event's {@code to} is reachable. */
        TITLE_ONLY,
        /** Reachable again, after the event had reached nobody, or not this person. */
        MISSED,
        /** Got a message about the incident that this event closes. */
        HOLDER,
        /** Went on duty while the incident was open. */
        HANDOVER,
        /** Told again, or in addition, because nobody has taken the incident in time. */
        ESCALATED,
        /** The incident is still open at the end of a silence. */
        UNSILENCED;

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

    /** The fields of a new entry of the stream. */
    public Map<String, String> newEntry() {
        return EntryNonce.with(fields());
    }

    /** What the entry says, without what makes it an entry of the stream. */
    public Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>(Map.of("event", event, "why", why.name()));
        if (!passedOver.isEmpty()) {
            fields.put("passedOver", passedOver.json());
        }
        if (quiet != null) {
            fields.put("quiet", quiet.toString());
        }
        return fields;
    }

    /** Whether its message has no sound at this time of the reader's day. */
    public boolean isQuietAt(LocalTime time) {
        return quiet != null && quiet.contains(time);
    }

    public static OutboxEntry of(long chat, Map<String, String> fields) {
        String passedOver = fields.get("passedOver");
        return new OutboxEntry(
                chat,
                fields.getOrDefault("event", ""),
                Why.valueOf(fields.getOrDefault("why", "DUTY")),
                passedOver == null ? PassedOver.NOBODY : PassedOver.read(passedOver),
                QuietHours.parse(fields.getOrDefault("quiet", "")).orElse(null));
    }
}
