package dev.vestnik.bot;

import org.jspecify.annotations.Nullable;

/**
 * What somebody did in a chat, read from a Telegram update.
 *
 * @param kind the branch of the router that it belongs to
 * @param chat where
 * @param privateChat whether the chat is one person's with the bot
 * @param from the id of the Telegram user who did it
 * @param languageCode as their Telegram says, e.g. {@code ru} or {@code en-GB}; null: not told
 * @param command for {@link Kind#COMMAND}: its lower-case name without slash, bot name and arguments, e.g. {@code poolon};
 *     the buttons of the reply keyboard are read as commands too
 * @param text for {@link Kind#TEXT} and {@link Kind#COMMAND}: the whole text; null: a message without text, e.g. a sticker
 * @param contact for {@link Kind#CONTACT}
 * @param callbackId for {@link Kind#CALLBACK}: the id that wants an answer
 * @param callbackData for {@link Kind#CALLBACK}: what the button carries, e.g. {@code select:warning}
 * @param message the id of the message; for {@link Kind#CALLBACK}: of the one under which the button is
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
        @Nullable Long message) {
    /** An update that says nothing to Vestnik. */
    public static final IncomingUpdate NOTHING =
            new IncomingUpdate(Kind.OTHER, 0, false, 0, null, null, null, null, null, null, null);

    /** What kind of act. */
    public enum Kind {
        COMMAND,
        CALLBACK,
        CONTACT,
        TEXT,
        /** The user has blocked the bot. */
        BLOCKED,
        /** The user has unblocked the bot. */
        UNBLOCKED,
        /** Nothing that Vestnik reacts to, e.g. a picture's edit or a channel post. */
        OTHER
    }

    /**
     * A shared contact.
     *
     * @param phone as Telegram gives it, with or without plus
     * @param userId whose it is; null: not a Telegram user
     */
    public record Contact(String phone, @Nullable Long userId) {
        /** Never shows the phone. */
        @Override
        public String toString() {
            return "Contact[userId=" + userId + "]";
        }
    }

    /** For {@link Kind#CALLBACK}: what its data says before the first colon, e.g. {@code select}. */
    public String button() {
        String data = callbackData == null ? "" : callbackData;
        int colon = data.indexOf(':');
        return colon < 0 ? data : data.substring(0, colon);
    }

    IncomingUpdate with(@Nullable String newCommand, String newText) {
        return new IncomingUpdate(
                kind,
                chat,
                privateChat,
                from,
                languageCode,
                newCommand,
                newText,
                contact,
                callbackId,
                callbackData,
                message);
    }

    IncomingUpdate with(Contact newContact) {
        return new IncomingUpdate(
                kind,
                chat,
                privateChat,
                from,
                languageCode,
                command,
                text,
                newContact,
                callbackId,
                callbackData,
                message);
    }

    /** Never shows what was written or shared; what stands after a slash may be anything, a phone too. */
    @Override
    public String toString() {
        return "Incoming[" + kind + " in " + chat + "]";
    }
}
