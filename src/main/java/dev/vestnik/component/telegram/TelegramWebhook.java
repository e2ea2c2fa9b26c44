package dev.vestnik.component.telegram;

import dev.vestnik.component.telegram.update.UpdateMessage;
import dev.vestnik.component.telegram.update.WebhookProcessor;
import dev.vestnik.component.telegram.update.WebhookSecret;
import java.io.IOException;
import org.apache.camel.Exchange;

/**
 * What a route of one's own needs to receive the updates that Telegram posts to a webhook.
 *
 * @see <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook</a>
 */
public final class TelegramWebhook {
    /** The header of each request that has the {@code secret_token} of {@code setWebhook}. */
    public static final String SECRET_HEADER = WebhookSecret.HEADER;

    private TelegramWebhook() {}

    /** A secret that all instances with this bot token derive alike; it does not reveal the token. */
    public static String secretOf(String token) {
        return WebhookSecret.of(token);
    }

    /**
     * Turns an exchange whose body is a posted update into one as {@code telegram:bots} routes it. Its secret is not
     * checked here.
     *
     * @throws IllegalArgumentException if the body is no update; its message quotes nothing of it
     */
    public static void readUpdate(Exchange exchange) throws IOException {
        UpdateMessage.populate(exchange, WebhookProcessor.read(exchange.getIn().getBody(byte[].class)));
    }
}
