package dev.vestnik.bot.people;

import dev.vestnik.text.Html;

/** Queues messages of one person to others. */
@FunctionalInterface
public interface MessageQueue {
    /**
     * Returns when the message is stored. It is sent in the order of the chat, also if Telegram is unavailable for a while.
     *
     * @param name of the message, the same for all recipients; while one of this name waits for a chat, another replaces it
     */
    void add(long chat, Html text, String name);
}
