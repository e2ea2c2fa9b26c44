package dev.vestnik.component.telegram;

/** Headers in addition to those of {@link org.apache.camel.component.telegram.TelegramConstants}. */
public final class AsyncTelegramConstants {
    /** Consumer: the whole update as Telegram sent it, a {@link com.fasterxml.jackson.databind.JsonNode}. */
    public static final String UPDATE = "CamelTelegramUpdate";

    /** Consumer: the update's id, a {@link Long}. The same update may arrive again after a crash. */
    public static final String UPDATE_ID = "CamelTelegramUpdateId";

    /** Consumer: updates with the same key must be handled in order; the chat, else the user, else the update itself. */
    public static final String ORDERING_KEY = "CamelTelegramOrderingKey";

    /** Producer: the topic ({@code message_thread_id}) of a new message, unless the message names one itself. */
    public static final String MESSAGE_THREAD_ID = "CamelTelegramMessageThreadId";

    private AsyncTelegramConstants() {}
}
