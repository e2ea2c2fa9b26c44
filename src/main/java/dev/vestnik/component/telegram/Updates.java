package dev.vestnik.component.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.telegram.TelegramConstants;
import org.apache.camel.component.telegram.model.IncomingMessage;
import org.apache.camel.component.telegram.util.TelegramMessageHelper;

/** Reads updates as they come from Telegram. */
final class Updates {
    private static final long MILLIS = 1000;
    /** Where in an update its chat may be named. */
    private static final List<String> CHATS = List.of(
            "/message/chat/id",
            "/edited_message/chat/id",
            "/callback_query/message/chat/id",
            "/my_chat_member/chat/id",
            "/channel_post/chat/id",
            "/callback_query/from/id",
            "/inline_query/from/id",
            "/pre_checkout_query/from/id",
            "/shipping_query/from/id");

    private Updates() {}

    static long id(JsonNode update) {
        return update.path("update_id").asLong();
    }

    /** Whose updates must stay in order: the chat, else the user, else nobody's but its own. */
    static String lane(JsonNode update) {
        for (String place : CHATS) {
            JsonNode chat = update.at(place);
            if (!chat.isMissingNode()) {
                return chat.asText();
            }
        }
        return "update-" + id(update);
    }

    /** Puts the update into an exchange: body, chat id and timestamp as camel-telegram does, and the raw update beside them. */
    static void fill(Exchange exchange, JsonNode raw) throws JsonProcessingException {
        ReceivedUpdate update = TelegramJson.MAPPER.treeToValue(raw, ReceivedUpdate.class);
        TelegramMessageHelper.populateExchange(exchange, update);
        Message message = exchange.getMessage();
        message.setHeader(AsyncTelegramConstants.UPDATE, raw);
        message.setHeader(AsyncTelegramConstants.UPDATE_ID, update.getUpdateId());
        IncomingMessage edited = update.getEditedMessage();
        if (edited != null) {
            message.setBody(edited);
            if (edited.getDate() != null) {
                message.setHeader(
                        TelegramConstants.MESSAGE_TIMESTAMP, edited.getDate().getEpochSecond() * MILLIS);
            }
        } else if (update.getMyChatMember() != null) {
            message.setBody(update.getMyChatMember());
            message.setHeader(
                    TelegramConstants.MESSAGE_TIMESTAMP,
                    update.getMyChatMember().date() * MILLIS);
        }
        for (String place : CHATS) {
            JsonNode chat = raw.at(place);
            if (place.endsWith("/chat/id") && !chat.isMissingNode()) {
                message.setHeader(TelegramConstants.TELEGRAM_CHAT_ID, chat.asText());
            }
        }
    }
}
