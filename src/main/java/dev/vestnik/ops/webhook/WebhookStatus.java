package dev.vestnik.ops.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the webhook.
 *
 * @param state whether it is set at Telegram
 * @param pending updates that Telegram has not delivered
 * @param lastErrorAt when Telegram last failed to deliver one; null: never
 * @param lastError how
 * @param problem why it could not be set or asked for; null: it could
 * @see <a href="https://core.telegram.org/bots/api#webhookinfo">WebhookInfo</a>
 */
public record WebhookStatus(
        State state,
        int pending,
        @Nullable Instant lastErrorAt,
        @Nullable String lastError,
        @Nullable String problem) {
    /** Whether the webhook is set. */
    public enum State {
        /** Not known yet. */
        STARTING,
        /** Another instance sets it. */
        ELSEWHERE,
        SET,
        /** It could not be set, or Telegram could not be asked. */
        FAILED
    }

    static final WebhookStatus STARTING = new WebhookStatus(State.STARTING, 0, null, null, null);
    static final WebhookStatus ELSEWHERE = new WebhookStatus(State.ELSEWHERE, 0, null, null, null);

    /** @param info the answer to {@code getWebhookInfo} */
    static WebhookStatus of(JsonNode info) {
        JsonNode failedAt = info.path("last_error_date");
        return new WebhookStatus(
                State.SET,
                info.path("pending_update_count").asInt(),
                failedAt.isNumber() ? Instant.ofEpochSecond(failedAt.asLong()) : null,
                info.hasNonNull("last_error_message")
                        ? info.path("last_error_message").asText()
                        : null,
                null);
    }

    static WebhookStatus failed(@Nullable String problem) {
        return new WebhookStatus(State.FAILED, 0, null, null, problem);
    }
}
