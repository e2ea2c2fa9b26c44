package dev.vestnik.outbox;

import dev.vestnik.store.EntryNonce;
import dev.vestnik.user.HashedChat;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the outbox that is a rendered text for a chat and not an event: a notice, or a reply that could not be sent
 * directly. The texts of a chat are sent in their order, ahead of its events, whether or not the person has notifications
 * enabled.
 *
 * @param chat the key of the entry's stream in the outbox
 * @param kind what it is, for logs, e.g. {@code reply}
 * @param html Telegram's HTML, at most 4096 UTF-16 units after entity parsing
 * @param keyboard Telegram's {@code reply_markup} as JSON (https://core.telegram.org/bots/api#sendmessage); null: none
 * @param edits the id of the message that it replaces; null: it is a new message
 * @param name a later text of this name for the same chat makes this one obsolete; null: none does
 * @param notBefore nothing is sent to the chat before this time; null: now
 * @param until from this time on it is dropped, and the drop is recorded
 * @param topic the topic of the group ({@code message_thread_id}) that a new message goes to; null: none
 */
public record OutboxText(
        long chat,
        String kind,
        String html,
        @Nullable String keyboard,
        @Nullable Long edits,
        @Nullable String name,
        @Nullable Instant notBefore,
        Instant until,
        @Nullable Long topic) {
    /** The kind of a reply that could not be sent directly. */
    public static final String REPLY = "reply";

    /** The kind of an edit of a text message that is not the reply to a command. */
    public static final String EDIT = "edit";

    /** The kind of an edit of the caption of a file. */
    public static final String CAPTION = "caption";

    /** The kind of an edit of the card of a chat to the present state of its incident; {@code html} is the incident's key. */
    public static final String CARD = "card";

    /** The kind of a card that is sent anew, with the present state of its incident; {@code html} is the incident's key. */
    public static final String NEW_CARD = "card-new";

    /** The kind of a message to a person; {@code name} is the same for all recipients of a message of an administrator. */
    public static final String MESSAGE = "message";

    /** The kind of an edit of the card of a chat's storm to the present state of its incidents. */
    public static final String STORM = "storm";

    /**
     * The kind of the copy of an incident in a group, in the state that the incident then has; {@code html} is the incident's
     * key.
     */
    public static final String COPY = "copy";

    /**
     * The kind of an edit of a message that shows an incident beside the card of its chat, or the copy of its group: it loses its
     * buttons; {@code html} is the incident's key.
     */
    public static final String REPEATED = "card-repeated";

    private static final String KIND = "kind";
    private static final String HTML = "html";
    private static final String KEYBOARD = "keyboard";
    private static final String EDITS = "edits";
    private static final String NAME = "name";
    private static final String NOT_BEFORE = "not-before";
    private static final String UNTIL = "until";
    private static final String TOPIC = "topic";

    /** A text that goes to no topic. */
    public OutboxText(
            long chat,
            String kind,
            String html,
            @Nullable String keyboard,
            @Nullable Long edits,
            @Nullable String name,
            @Nullable Instant notBefore,
            Instant until) {
        this(chat, kind, html, keyboard, edits, name, notBefore, until, null);
    }

    /** Updates the card of this incident in this chat, unless a later one does. */
    public static OutboxText card(long chat, String key, Instant until) {
        return new OutboxText(chat, CARD, key, null, null, CARD + ":" + key, null, until);
    }

    /** Shows this incident to the person as a new message, which becomes the card of the chat. */
    public static OutboxText newCard(long chat, String key, Instant until) {
        return new OutboxText(chat, NEW_CARD, key, null, null, NEW_CARD + ":" + key, null, until);
    }

    /**
     * Shows this incident in this group, unless a later one does.
     *
     * @param topic of the group; null: none
     */
    public static OutboxText copy(long chat, @Nullable Long topic, String key, Instant until) {
        String name = COPY + ":" + (topic == null ? "" : topic) + ":" + key;
        return new OutboxText(chat, COPY, key, null, null, name, null, until, topic);
    }

    /**
     * Takes the buttons from a message that shows this incident, unless it is the card.
     *
     * @param topic of the group; null: none
     */
    public static OutboxText repeated(long chat, @Nullable Long topic, String key, long message, Instant until) {
        return new OutboxText(chat, REPEATED, key, null, message, ends(message), null, until, topic);
    }

    /** The name of the text that takes the buttons from this message. */
    public static String ends(long message) {
        return "ends:" + message;
    }

    /** The same text for this topic of the group; null: for none. */
    public OutboxText inTopic(@Nullable Long id) {
        return new OutboxText(chat, kind, html, keyboard, edits, name, notBefore, until, id);
    }

    /** Updates the card of the storm of this chat, unless a later one does. */
    public static OutboxText storm(long chat, Instant until) {
        return new OutboxText(chat, STORM, "", null, null, STORM, null, until);
    }

    /** Whether it is rendered only when its turn comes. */
    public boolean isCard() {
        return kind.equals(CARD) || kind.equals(NEW_CARD) || kind.equals(STORM) || isCopy() || isRepeated();
    }

    /** Whether it edits a message that shows an incident beside its card. */
    public boolean isRepeated() {
        return kind.equals(REPEATED);
    }

    /** Whether it is the copy of an incident in a group. */
    public boolean isCopy() {
        return kind.equals(COPY);
    }

    /** Whether the fields of a stream entry are those of a text. */
    public static boolean isText(Map<String, String> fields) {
        return fields.containsKey(HTML);
    }

    /** The fields of a new entry of the stream. */
    public Map<String, String> newEntry() {
        Map<String, String> fields = new HashMap<>();
        fields.put(KIND, kind);
        fields.put(HTML, html);
        fields.put(UNTIL, Long.toString(until.toEpochMilli()));
        if (keyboard != null) {
            fields.put(KEYBOARD, keyboard);
        }
        if (edits != null) {
            fields.put(EDITS, edits.toString());
        }
        if (name != null) {
            fields.put(NAME, name);
        }
        if (notBefore != null) {
            fields.put(NOT_BEFORE, Long.toString(notBefore.toEpochMilli()));
        }
        if (topic != null) {
            fields.put(TOPIC, topic.toString());
        }
        return EntryNonce.with(fields);
    }

    /** @throws IllegalArgumentException if a number is not one */
    public static OutboxText of(long chat, Map<String, String> fields) {
        String edits = fields.get(EDITS);
        String notBefore = fields.get(NOT_BEFORE);
        String topic = fields.get(TOPIC);
        return new OutboxText(
                chat,
                fields.getOrDefault(KIND, ""),
                Objects.requireNonNull(fields.get(HTML)),
                fields.get(KEYBOARD),
                edits == null ? null : Long.valueOf(edits),
                fields.get(NAME),
                notBefore == null ? null : Instant.ofEpochMilli(Long.parseLong(notBefore)),
                Instant.ofEpochMilli(Long.parseLong(fields.getOrDefault(UNTIL, ""))),
                topic == null ? null : Long.valueOf(topic));
    }

    /** Without the text, since records are logged. */
    @Override
    public String toString() {
        return "OutboxText[" + kind + " for chat " + HashedChat.of(chat) + "]";
    }
}
