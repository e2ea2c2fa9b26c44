package dev.vestnik.component.telegram.call;

/**
 * The Bot API method that a message class calls.
 *
 * @param name e.g. {@code sendMessage}
 * @param target decides whether the request needs a chat id
 */
record BotApiMethod(String name, Target target, ResultType resultType) {
    /** What a method acts on. */
    enum Target {
        /** Creates a message in a chat or in a topic: requires a chat id, accepts a topic. */
        CHAT,
        /** Changes a message: requires a chat id, except for an inline message, which the bot knows by its own id alone. */
        MESSAGE,
        /** Takes no chat id. */
        NONE
    }

    static BotApiMethod forChat(String name) {
        return new BotApiMethod(name, Target.CHAT, ResultType.MESSAGE);
    }

    static BotApiMethod forMessage(String name) {
        return new BotApiMethod(name, Target.MESSAGE, ResultType.MESSAGE);
    }

    static BotApiMethod withoutChat(String name) {
        return new BotApiMethod(name, Target.NONE, ResultType.MESSAGE);
    }

    BotApiMethod returning(ResultType type) {
        return new BotApiMethod(name, target, type);
    }
}
