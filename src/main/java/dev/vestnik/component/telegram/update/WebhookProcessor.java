package dev.vestnik.component.telegram.update;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.component.telegram.call.TelegramJson;
import java.io.IOException;
import java.security.MessageDigest;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/** Routes updates that Telegram posts to the webhook. Answers 403 to a caller without the secret. Internal to the component. */
public final class WebhookProcessor extends AsyncProcessorSupport {
    private static final int FORBIDDEN = 403;

    private final AsyncProcessor next;
    private final @Nullable String secret;

    /** @param secret null: not checked, since somebody else registered the webhook */
    public WebhookProcessor(Processor next, @Nullable String secret) {
        this.next = AsyncProcessorConverterHelper.convert(next);
        this.secret = secret;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            if (!isAuthentic(exchange.getIn().getHeader(WebhookSecret.HEADER, String.class))) {
                exchange.getMessage().setBody("");
                exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, FORBIDDEN);
                callback.done(true);
                return true;
            }
            exchange.getIn().removeHeader(WebhookSecret.HEADER);
            UpdateMessage.populate(exchange, read(exchange.getIn().getBody(byte[].class)));
        } catch (IOException | RuntimeException failure) {
            exchange.setException(failure);
            callback.done(true);
            return true;
        }
        return next.process(exchange, doneSync -> {
            exchange.getMessage().setBody("");
            callback.done(doneSync);
        });
    }

    /** @throws IllegalArgumentException if the body is no update */
    public static TelegramUpdate read(byte[] body) throws IOException {
        try {
            JsonNode json = TelegramJson.MAPPER.readTree(body);
            if (json.isObject()) {
                return TelegramUpdate.of(json);
            }
        } catch (JsonProcessingException invalid) {
            // Without its cause, which quotes the content.
            throw new IllegalArgumentException("Invalid update: the body posted to the webhook is not JSON");
        }
        throw new IllegalArgumentException("Invalid update: the body posted to the webhook is not a JSON object");
    }

    private boolean isAuthentic(@Nullable String given) {
        return secret == null
                || (given != null && MessageDigest.isEqual(secret.getBytes(UTF_8), given.getBytes(UTF_8)));
    }
}
