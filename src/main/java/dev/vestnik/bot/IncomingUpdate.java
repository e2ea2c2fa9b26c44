package dev.vestnik.bot;

import dev.vestnik.user.HashedChat;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An update of Telegram, reduced to what Vestnik needs.
 *
 * @param kind decides the branch of the route
 * @param privateChat whether the chat is a private chat with the bot
 * @param from the id of the Telegram user
 * @param languageCode the language of the user's Telegram app, e.g. {@code ru} or {@code en-GB}; null: unknown
 * @param command for {@link Kind#COMMAND}: its lower-case name without slash, bot name and arguments, e.g. {@code poolon};
 *     a press on the reply keyboard counts as a command
 * @param text for {@link Kind#TEXT} and {@link Kind#COMMAND}: the whole text; null: a message without text, e.g. a sticker
 * @param contact for {@link Kind#CONTACT}
 * @param callbackId for {@link Kind#CALLBACK}: the id to answer
 * @param callbackData for {@link Kind#CALLBACK}: the data of the button, e.g. {@code select:warning}
 * @param message the id of the message; for {@link Kind#CALLBACK}: of the message with the button; null: it cannot be edited
 * @param sent when the message was sent; null: unknown
 * @param replyTo the id of the message of this chat that the message replies to; null: it is no such reply
 * @param topic the topic of the group ({@code message_thread_id}) that the message is in; null: it is in none
 * @param title of the group; null: a private chat
 * @param supergroup for {@link Kind#MIGRATED}: the id of the supergroup that replaced the group
 */
public record IncomingUpdate(
        Kind kind,
        long chat,
        boolean privateChat,
        long from,
        @Nullable String languageCode,
        @Nullable String command,
        @Nullable String text,
        @Nullable Contact contact,
        @Nullable String callbackId,
        @Nullable String callbackData,
        @Nullable Long message,
        @Nullable Instant sent,
        @Nullable Long replyTo,
        @Nullable Long topic,
        @Nullable String title,
        @Nullable Long supergroup) {
    /** An update that Vestnik ignores. */
    public static final IncomingUpdate IGNORED = new IncomingUpdate(
            Kind.OTHER, 0, false, 0, null, null, null, null, null, null, null, null, null, null, null, null);

    /** The data of a button about one incident: its purpose, the number of the incident, and more. */
    private static final Pattern OF_INCIDENT = Pattern.compile(
            "(?:take|takeover|release|give|giveto|close|closing|mute|unmute|working|card):([0-9]{1,18})(?::.*)?");

    /** The kind of an update. */
    public enum Kind {
        COMMAND,
        CALLBACK,
        CONTACT,
        TEXT,
        /** The user has blocked the bot. */
        BLOCKED,
        /** The user has unblocked the bot. */
        UNBLOCKED,
        /** Somebody has added the bot to a group. */
        ADDED,
        /** The bot is not in the group any more. */
        REMOVED,
        /** A supergroup has replaced the group. */
        MIGRATED,
        /** Ignored, e.g. an edited message or a channel post. */
        OTHER
    }

    /**
     * A shared contact.
     *
     * @param phone with or without a leading plus
     * @param userId the Telegram user with this phone; null: not a Telegram user
     */
    public record Contact(String phone, @Nullable Long userId) {
        /** Omits the phone. */
        @Override
        public String toString() {
            return "Contact[userId=" + userId + "]";
        }
    }

    /** For {@link Kind#CALLBACK}: the part of its data before the first colon, e.g. {@code select}. */
    public String button() {
        String data = callbackData == null ? "" : callbackData;
        int colon = data.indexOf(':');
        return colon < 0 ? data : data.substring(0, colon);
    }

    /** For {@link Kind#COMMAND}: what follows the typed command, stripped; empty: nothing, or a key of the keyboard. */
    public String arguments() {
        String typed = text == null || !text.startsWith("/") ? "" : text;
        String[] parts = typed.split("\\s", 2);
        return parts.length < 2 ? "" : parts[1].strip();
    }

    /** For {@code /start i_<number>}, which a link to the bot sends: the number of the incident; null: it is another command. */
    public @Nullable Long linkedIncident() {
        boolean linked = "start".equals(command) && arguments().matches("i_[0-9]{1,18}");
        return linked ? Long.valueOf(arguments().substring("i_".length())) : null;
    }

    /** The number of the incident that the link or the button is about; null: it is about none. */
    public @Nullable Long incident() {
        Matcher pressed = OF_INCIDENT.matcher(callbackData == null ? "" : callbackData);
        return pressed.matches() ? Long.valueOf(pressed.group(1)) : linkedIncident();
    }

    IncomingUpdate with(@Nullable String newCommand, String newText) {
        return with(newCommand, newText, contact);
    }

    IncomingUpdate with(Contact newContact) {
        return with(command, text, newContact);
    }

    private IncomingUpdate with(@Nullable String newCommand, @Nullable String newText, @Nullable Contact newContact) {
        return new IncomingUpdate(
                kind,
                chat,
                privateChat,
                from,
                languageCode,
                newCommand,
                newText,
                newContact,
                callbackId,
                callbackData,
                message,
                sent,
                replyTo,
                topic,
                title,
                supergroup);
    }

    /** The same as if it came from the private chat of its user, so that answers go there; its message cannot be edited. */
    IncomingUpdate privately() {
        return new IncomingUpdate(
                kind,
                from,
                true,
                from,
                languageCode,
                command,
                text,
                contact,
                callbackId,
                callbackData,
                null,
                sent,
                null,
                null,
                null,
                null);
    }

    /** Omits text, command and contact, which may contain a phone. */
    @Override
    public String toString() {
        return "IncomingUpdate[" + kind + " in " + HashedChat.of(chat) + "]";
    }
}
