package dev.vestnik.component.telegram;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.TelegramMessage;
import org.apache.camel.component.telegram.TelegramService;
import org.apache.camel.component.telegram.model.OutgoingMessage;
import org.apache.camel.support.DefaultAsyncProducer;

/** Sends the body to Telegram without blocking a thread. Does nothing if the body is null. */
final class AsyncTelegramProducer extends DefaultAsyncProducer {
    private final AsyncTelegramEndpoint endpoint;

    AsyncTelegramProducer(AsyncTelegramEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Object body = exchange.getIn().getBody();
            if (body != null) {
                TelegramService telegram = endpoint.getTelegramService();
                telegram.sendMessage(exchange, callback, message(exchange, body));
                return false;
            }
        } catch (RuntimeException failure) {
            exchange.setException(failure);
        }
        callback.done(true);
        return true;
    }

    private static TelegramMessage message(Exchange exchange, Object body) {
        if (body instanceof TelegramMessage message) {
            return message;
        }
        OutgoingMessage converted = exchange.getIn().getBody(OutgoingMessage.class);
        if (converted == null) {
            throw new IllegalArgumentException(
                    "Cannot convert a " + body.getClass().getName() + " to a Telegram message");
        }
        return converted;
    }
}
