package dev.vestnik.flow.update;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.telegram.AsyncTelegramConstants;
import dev.vestnik.component.telegram.TelegramWebhook;
import dev.vestnik.flow.LogThrottle;
import java.io.IOException;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of {@code telegram-updates.camel.yaml}. */
public final class UpdateSteps {
    private static final Logger LOG = LoggerFactory.getLogger(UpdateSteps.class);

    /**
     * How soon Telegram sends an update again that could not be kept. Without it Telegram waits longer after each failure, up to
     * two minutes.
     */
    private static final String RETRY_SECONDS = "1";

    private final LogThrottle throttle;

    public UpdateSteps(Clock clock) {
        this.throttle = new LogThrottle(clock);
    }

    /** Body: what Telegram has posted, to the update as {@code telegram:bots} routes it. */
    public void readPosted(Exchange exchange) throws IOException {
        TelegramWebhook.readUpdate(exchange);
    }

    /** Body: the JSON of the update. Sets its key and what makes it the same update for the stream. */
    public void prepare(Exchange exchange) {
        Message message = exchange.getMessage();
        // Removed, since it may contain a phone number and traces show headers.
        JsonNode update = (JsonNode) message.removeHeader(AsyncTelegramConstants.UPDATE);
        message.setHeader(RedisStreamsConstants.KEY, message.removeHeader(AsyncTelegramConstants.ORDERING_KEY));
        message.setHeader(
                RedisStreamsConstants.DEDUPLICATION_ID,
                String.valueOf(message.getHeader(AsyncTelegramConstants.UPDATE_ID)));
        message.setBody(update.toString());
    }

    /** 200: Telegram forgets the update. */
    public void answerKept(Exchange exchange) {
        answer(exchange, 200);
    }

    /** 400: the body is no update. */
    public void answerNoUpdate(Exchange exchange) {
        LOG.warn("The webhook got a body with the right secret that is no update");
        answer(exchange, 400);
    }

    /** 503: Telegram sends the update again. */
    public void answerNotKept(Exchange exchange) {
        if (throttle.permits("not kept")) {
            LOG.warn("An update from Telegram cannot be kept now; Telegram sends it again");
        }
        answer(exchange, 503);
        exchange.getMessage().setHeader("Retry-After", RETRY_SECONDS);
    }

    private static void answer(Exchange exchange, int status) {
        Message message = exchange.getMessage();
        // Nothing of the update becomes a header or a part of the answer, which Telegram would read as the call of a
        // method.
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setBody("");
    }
}
