package dev.vestnik.sandbox.webhook;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that is set.
 *
 * @param url where updates are posted
 * @param secret sent with each; empty: none
 * @param connections how many are posted at a time
 * @see <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook</a>
 */
public record PushTarget(URI url, String secret, int connections) {
    public static final int DEFAULT_CONNECTIONS = 40;

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{0,256}");
    private static final Set<Integer> PORTS = Set.of(-1, 443, 80, 88, 8443);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Why Telegram would refuse it. Unlike Telegram, the sandbox posts to every port of this machine, and without TLS.
     *
     * @return null: it would not
     */
    public @Nullable String refusal() {
        boolean loopback = url.getHost() != null && LOOPBACK.contains(url.getHost());
        if (!SECRET.matcher(secret).matches()) {
            return secret.length() > 256 ? "secret token is too long" : "secret token contains unallowed characters";
        }
        if (url.getHost() == null) {
            return "bad webhook: invalid URL";
        }
        if (!"https".equalsIgnoreCase(url.getScheme()) && !(loopback && "http".equalsIgnoreCase(url.getScheme()))) {
            return "bad webhook: An HTTPS URL must be provided for webhook";
        }
        return loopback || PORTS.contains(url.getPort())
                ? null
                : "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443";
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "PushTarget[connections=" + connections + "]";
    }
}
