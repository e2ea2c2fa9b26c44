package dev.vestnik.start.settings;

import dev.vestnik.start.failure.StartRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules for Telegram's webhook. No sentence repeats the URL, whose path may be secret.
 *
 * @see <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook</a>
 */
final class WebhookRules {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");
    /** Events, sources, and the description of both. */
    private static final Pattern OWN = Pattern.compile("^/(events|sources|openapi)");

    private static final Set<Integer> PORTS = Set.of(-1, 443, 80, 88, 8443);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String TELEGRAM = "api.telegram.org";

    private WebhookRules() {}

    /** @param server the address of the Bot API server; one of one's own takes http and any port */
    static void url(String name, String value, String server) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException malformed) {
            throw refused(name);
        }
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        boolean bare = uri.getUserInfo() == null && uri.getRawQuery() == null && uri.getFragment() == null;
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        boolean http = "http".equalsIgnoreCase(uri.getScheme());
        if (OWN.matcher(path).find()) {
            throw new StartRefusedException(
                    name + " has a path that Vestnik uses itself; take another one, such as /telegram.");
        }
        if (host.isEmpty() || !bare || !PATH.matcher(path).matches() || !https && !http) {
            throw refused(name);
        }
        if (http && !LOOPBACK.contains(host) && server.contains(TELEGRAM)) {
            throw new StartRefusedException(name + " begins with http, but Telegram posts to https only.");
        }
        if (https && server.contains(TELEGRAM) && !LOOPBACK.contains(host) && !PORTS.contains(uri.getPort())) {
            throw new StartRefusedException(name + " has the port " + uri.getPort()
                    + ", but Telegram posts to the ports 443, 80, 88 and 8443 only.");
        }
    }

    static void secret(String name, String value) {
        if (!SECRET.matcher(value).matches()) {
            throw new StartRefusedException(name + " must be 1 to 256 letters, digits, '_' and '-'.");
        }
    }

    private static StartRefusedException refused(String name) {
        return new StartRefusedException(
                name + " must be an address such as https://bot.example.org/telegram, with a path of"
                        + " letters, digits, '.', '_', '~' and '-', and without user, password, query or fragment.");
    }
}
