package dev.vestnik.start.settings;

import dev.vestnik.component.redisstreams.Rate;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.redis.RedisAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the values of settings. Each rule takes the name by which the user knows the setting. It returns the
 * value as Vestnik uses it, or throws {@link StartRefusedException} with a sentence that never repeats a secret.
 */
public final class SettingRules {
    /** The value of {@code REDIS_URL} that asks for a Redis from the jar. */
    public static final String EMBEDDED_REDIS = "embedded";

    private static final Pattern BOT_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}|\\{[A-Za-z0-9._-]{1,64}}");
    private static final Pattern CONSUMER_NAME = Pattern.compile("[!-~]{1,128}");
    private static final Pattern TOKEN = Pattern.compile("[0-9]{1,16}:[A-Za-z0-9_-]+");
    private static final Pattern HTTP_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HTTP_TOKEN = Pattern.compile("[!-+\\--~]{1,512}");
    private static final Set<String> PROXY_SCHEMES = Set.of("http", "socks4", "socks5");
    private static final Set<String> REDIS_SCHEMES = Set.of("redis", "rediss", "redis-sentinel", "rediss-sentinel");

    private SettingRules() {}

    static String botName(String name, String value) {
        return matching(BOT_NAME, name, value, "letters, digits, '.', '_' and '-', up to 64, and may stand in braces");
    }

    public static String consumerName(String name, String value) {
        return matching(CONSUMER_NAME, name, value, "letters, digits and signs without spaces, up to 128");
    }

    static String adminUser(String name, String value) {
        return matching(HTTP_NAME, name, value, "letters, digits, '.', '_' and '-', up to 64");
    }

    /** 8 characters to 72 bytes; bcrypt ignores what follows. */
    static void adminPassword(String name, String value) {
        if (value.length() < 8 || value.getBytes(StandardCharsets.UTF_8).length > 72) {
            throw new StartRefusedException(name + " must have at least 8 characters and at most 72 bytes.");
        }
    }

    /** @return password by name */
    public static Map<String, String> viewers(String name, String operator, @Nullable String pairs) {
        Map<String, String> viewers =
                pairs == null || pairs.isBlank() ? Map.of() : pairs(name, pairs, "password", "viewer");
        viewers.forEach((who, password) -> adminPassword(name + ": the password of " + who, password));
        if (viewers.containsKey(operator)) {
            throw new StartRefusedException(
                    name + " has the name of the operator, " + operator + ": give each login a name of its own.");
        }
        return viewers;
    }

    static String rate(String name, String value) {
        try {
            Rate.parse(value);
        } catch (IllegalArgumentException invalid) {
            throw new StartRefusedException(
                    name + " is '" + value + "', but must be a rate such as 30/s, 20/m, 1000/h, 30/s,10 (10 of them at"
                            + " once), or unlimited.");
        }
        return value;
    }

    private static String matching(Pattern pattern, String name, String value, String right) {
        if (!pattern.matcher(value).matches()) {
            throw new StartRefusedException(name + " is '" + value + "', but must be " + right + ".");
        }
        return value;
    }

    public static Set<ProcessRole> roles(String name, String value) {
        Set<ProcessRole> roles = EnumSet.noneOf(ProcessRole.class);
        for (String part : value.split(",", -1)) {
            try {
                roles.add(ProcessRole.valueOf(part.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw new StartRefusedException(name + " is '" + value
                        + "', but must be one or more of bot, producer, consumer, split by commas.");
            }
        }
        return roles;
    }

    public static SandboxMode sandbox(String name, String value) {
        try {
            return SandboxMode.valueOf(value.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new StartRefusedException(name + " is '" + value + "', but must be true, false or auto.");
        }
    }

    static void oneOf(String name, String value, String... allowed) {
        if (!Set.of(allowed).contains(value)) {
            throw new StartRefusedException(
                    name + " is '" + value + "', but must be " + String.join(" or ", allowed) + ".");
        }
    }

    static void port(String name, String value) {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65535) {
            throw new StartRefusedException(name + " is '" + value + "', but must be a port, 0 to 65535.");
        }
    }

    /** Checks the form only; Telegram alone knows whether the token is valid. */
    public static String token(String name, String value) {
        if (!TOKEN.matcher(value).matches()) {
            throw new StartRefusedException(
                    name + " does not look like a token from BotFather, which is digits, a colon,"
                            + " then letters, digits, '_' and '-', without quotes or spaces.");
        }
        return value;
    }

    /** @return the URI without a slash at its end */
    public static String baseUri(String name, String value) {
        URI uri = webUri(name, value, "https://api.telegram.org or http://host:8081");
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Checks a web address that may have a query. */
    static void queriedUri(String name, String value) {
        int query = value.indexOf('?');
        webUri(name, query < 0 ? value : value.substring(0, query), "https://people.example.org/directory.json");
    }

    /** @return scheme, host and port */
    public static URI proxy(String name, String value) {
        try {
            URI uri = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean bare = uri.equals(new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null));
            if (PROXY_SCHEMES.contains(scheme) && uri.getHost() != null && uri.getPort() > 0 && bare) {
                return new URI(scheme, null, uri.getHost(), uri.getPort(), null, null, null);
            }
        } catch (URISyntaxException malformed) {
            // falls through: its message would repeat the value, which may hold a password
        }
        throw new StartRefusedException(
                name
                        + " must be http://host:port, socks5://host:port or socks4://host:port, without user, password and path.");
    }

    private static URI webUri(String name, String value, String right) {
        try {
            URI uri = new URI(value);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // falls through: its message would repeat the value, which may hold a password
        }
        throw new StartRefusedException(
                name + " must be an address such as " + right + ", without user, password, query or fragment.");
    }

    static String redisUrl(String name, String value) {
        if (EMBEDDED_REDIS.equals(value)) {
            return value;
        }
        int scheme = value.indexOf("://");
        if (scheme > 0 && REDIS_SCHEMES.contains(value.substring(0, scheme).toLowerCase(Locale.ROOT))) {
            try {
                RedisAddress.parse(value);
                return value;
            } catch (IllegalArgumentException malformed) {
                // falls through
            }
        }
        throw new StartRefusedException(
                name + " must be redis://host:6379, rediss://user:password@host:6379/0,"
                        + " redis-sentinel://host1:26379,host2:26379/0#master, or embedded; what is given cannot be read as one. In a password, write / as %2F and % as %25.");
    }

    /** @return token by name, in the order given */
    public static Map<String, String> httpTokens(String name, String value) {
        return pairs(name, value, "token", "sender");
    }

    private static Map<String, String> pairs(String name, String value, String secret, String whose) {
        Map<String, String> tokens = new LinkedHashMap<>();
        int number = 0;
        for (String pair : value.split(",", -1)) {
            number++;
            int colon = pair.indexOf(':');
            String who = colon < 0 ? "" : pair.substring(0, colon).strip();
            String token = pair.substring(colon + 1).strip();
            if (!HTTP_NAME.matcher(who).matches() || !HTTP_TOKEN.matcher(token).matches()) {
                throw new StartRefusedException(name + ": pair " + number
                        + " must be name:" + secret + ", the name of letters, digits, '.', '_' and '-', the " + secret
                        + " without spaces;"
                        + " pairs are split by commas.");
            }
            if (tokens.containsKey(who)) {
                throw new StartRefusedException(
                        name + " has the name '" + who + "' twice: give each " + whose + " a name of its own.");
            }
            if (tokens.containsValue(token)) {
                throw new StartRefusedException(name + ": pair " + number + " repeats a " + secret + ": give each "
                        + whose + " a " + secret + " of its own.");
            }
            tokens.put(who, token);
        }
        return tokens;
    }
}
