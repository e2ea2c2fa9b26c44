package dev.vestnik.component.telegram;

/**
 * What a class of message is to the Bot API.
 *
 * @param method that it calls
 * @param addressee whether it wants a chat
 */
record MessageType(String method, Addressee addressee, ResultKind result) {
    /** Whether a chat id belongs to the call. */
    enum Addressee {
        /** It makes a new message in a chat, or in a topic of it. */
        CHAT,
        /** It is about a message, which may be an inline one, and those are in no chat that the bot knows. */
        MESSAGE,
        /** It belongs to no chat. */
        NONE
    }

    static MessageType toChat(String method) {
        return new MessageType(method, Addressee.CHAT, ResultKind.MESSAGE);
    }

    static MessageType aboutMessage(String method) {
        return new MessageType(method, Addressee.MESSAGE, ResultKind.MESSAGE);
    }

    static MessageType withoutChat(String method) {
        return new MessageType(method, Addressee.NONE, ResultKind.MESSAGE);
    }

    MessageType answering(ResultKind other) {
        return new MessageType(method, addressee, other);
    }
}
