package dev.vestnik.component.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.MessageDigest;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/** Routes the updates that Telegram posts to us, as the poll loop would. Who does not know the secret gets 403. */
final class AsyncTelegramWebhook extends AsyncProcessorSupport {
    private static final int FORBIDDEN = 403;

    private final AsyncProcessor next;
    private final @Nullable String secret;

    /** @param secret null: nobody has to show one, since the webhook was registered by others */
    AsyncTelegramWebhook(Processor next, @Nullable String secret) {
        this.next = AsyncProcessorConverterHelper.convert(next);
        this.secret = secret;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            if (!fromTelegram(exchange.getIn().getHeader(WebhookSecret.HEADER, String.class))) {
                exchange.getMessage().setBody("");
                exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, FORBIDDEN);
                callback.done(true);
                return true;
            }
            exchange.getIn().removeHeader(WebhookSecret.HEADER);
            JsonNode update = TelegramJson.MAPPER.readTree(exchange.getIn().getBody(byte[].class));
            Updates.fill(exchange, update);
        } catch (JsonProcessingException unreadable) {
            exchange.setException(new IllegalArgumentException("What was posted is not an update of Telegram's"));
            callback.done(true);
            return true;
        } catch (IOException | RuntimeException unreadable) {
            exchange.setException(unreadable);
            callback.done(true);
            return true;
        }
        return next.process(exchange, doneSync -> {
            exchange.getMessage().setBody("");
            callback.done(doneSync);
        });
    }

    private boolean fromTelegram(@Nullable String shown) {
        return secret == null
                || (shown != null && MessageDigest.isEqual(secret.getBytes(UTF_8), shown.getBytes(UTF_8)));
    }
}
