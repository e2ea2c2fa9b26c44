package dev.vestnik.ops.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.store.Sha256;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The webhook as it is to be set.
 *
 * @param url where Telegram posts updates
 * @param secret what it sends with each
 * @param updates the kinds of updates
 * @see <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook</a>
 */
public record WebhookTarget(String url, String secret, List<String> updates) {
    /** How many updates Telegram posts at a time; keeping one takes milliseconds. This is Telegram's default. */
    private static final int CONNECTIONS = 40;

    /** The parameters of {@code setWebhook}; what waits is kept. */
    Map<String, Object> parameters() {
        return Map.of("url", url, "secret_token", secret, "allowed_updates", updates, "max_connections", CONNECTIONS);
    }

    /** Whether Telegram has it set like this; it does not tell the secret. */
    boolean isSetIn(JsonNode info) {
        Set<String> kinds = new HashSet<>();
        info.path("allowed_updates").forEach(kind -> kinds.add(kind.asText()));
        return info.path("url").asText().equals(url)
                && kinds.equals(Set.copyOf(updates))
                && info.path("max_connections").asInt() == CONNECTIONS;
    }

    /** Changes with the secret, and does not reveal it. */
    String fingerprint() {
        return Sha256.of(url + " " + secret);
    }

    /** Shows neither the secret nor the URL, whose path may be secret as well. */
    @Override
    public String toString() {
        return "WebhookTarget" + updates;
    }
}
