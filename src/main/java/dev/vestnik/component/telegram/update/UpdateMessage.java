package dev.vestnik.component.telegram.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.component.telegram.AsyncTelegramConstants;
import dev.vestnik.component.telegram.call.TelegramJson;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.TelegramConstants;
import org.apache.camel.component.telegram.model.IncomingCallbackQuery;
import org.apache.camel.component.telegram.model.IncomingInlineQuery;
import org.apache.camel.component.telegram.model.IncomingMessage;
import org.apache.camel.component.telegram.model.payments.PreCheckoutQuery;
import org.apache.camel.component.telegram.model.payments.ShippingQuery;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

/**
 * A Camel message that creates its body from an update on first use, so that a route that reads the JSON of the header
 * {@link AsyncTelegramConstants#UPDATE} causes no second mapping. Internal to the component.
 *
 * <p>The body is of camel-telegram's class for the kind of update; for a kind without such a class it is the JSON.
 */
public final class UpdateMessage extends DefaultMessage {
    private static final long MILLIS_PER_SECOND = 1000;
    private static final Map<String, Class<?>> BODY_TYPES = Map.of(
            "message", IncomingMessage.class,
            "edited_message", IncomingMessage.class,
            "channel_post", IncomingMessage.class,
            "callback_query", IncomingCallbackQuery.class,
            "inline_query", IncomingInlineQuery.class,
            "pre_checkout_query", PreCheckoutQuery.class,
            "shipping_query", ShippingQuery.class);

    /** Null once the route has set a body of its own. */
    private @Nullable TelegramUpdate update;

    private UpdateMessage(Exchange exchange, TelegramUpdate update) {
        super(exchange);
        this.update = update;
    }

    /** Replaces the exchange's message, keeping its headers. */
    public static void populate(Exchange exchange, TelegramUpdate update) {
        UpdateMessage message = new UpdateMessage(exchange, update);
        message.setHeaders(exchange.getIn().getHeaders());
        message.setHeader(AsyncTelegramConstants.UPDATE, update.json());
        message.setHeader(AsyncTelegramConstants.UPDATE_ID, update.id());
        message.setHeader(AsyncTelegramConstants.ORDERING_KEY, update.orderingKey());
        String chat = update.chatId();
        if (chat != null) {
            message.setHeader(TelegramConstants.TELEGRAM_CHAT_ID, chat);
        }
        JsonNode date = update.content().path("date");
        if (date.isNumber()) {
            message.setHeader(TelegramConstants.MESSAGE_TIMESTAMP, date.asLong() * MILLIS_PER_SECOND);
        }
        exchange.setIn(message);
    }

    /** @throws IllegalArgumentException if the update does not have the form that the Bot API describes */
    @Override
    protected @Nullable Object createBody() {
        if (update == null) {
            return null;
        }
        Class<?> type = BODY_TYPES.get(update.kind());
        if (type == null) {
            return update.content();
        }
        try {
            return TelegramJson.MAPPER.treeToValue(update.content(), type);
        } catch (JsonProcessingException invalid) {
            // Without its cause, which quotes the content.
            throw new IllegalArgumentException("Invalid update " + update.id() + ": its " + update.kind()
                    + " does not have the form that the Bot API describes");
        }
    }

    @Override
    public void setBody(@Nullable Object body) {
        update = null;
        super.setBody(body);
    }

    @Override
    public void reset() {
        update = null;
        super.reset();
    }
}
