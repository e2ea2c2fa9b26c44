package dev.vestnik.component.telegram;

import java.util.Map;
import org.apache.camel.component.telegram.TelegramMessage;

/**
 * Any method of the Bot API, for those that have no message class. The result in the body is Telegram's {@code result}, a
 * {@link com.fasterxml.jackson.databind.JsonNode}.
 *
 * @param method e.g. {@code pinChatMessage}
 * @param parameters what Jackson can write, under the Bot API's names; no chat id is added
 */
public record BotApiCall(String method, Map<String, Object> parameters) implements TelegramMessage {
    /** Never shows the parameters. */
    @Override
    public String toString() {
        return "BotApiCall{" + method + "}";
    }
}
