package dev.vestnik.start.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of Redis: {@code redis://}, {@code rediss://} and {@code redis-sentinel://}. User and password are
 * percent-encoded in them; no exception contains a part of them.
 */
public final class RedisAddress {
    /** Scheme, user and password, and the rest. A slash in a password has to be written as {@code %2F}. */
    private static final Pattern PARTS = Pattern.compile("([A-Za-z-]+://)(?:([^/?#]*)@)?(.*)", Pattern.DOTALL);

    /** Hosts with numbers as ports, then path, options and master; the library takes a wrong port as part of the host. */
    private static final Pattern ADDRESS_WITHOUT_LOGIN = Pattern.compile(
            "(?:H(?:,H)*)?(?:[/?#].*)?".replace("H", "(?:\\[[0-9A-Fa-f:.]+]|[^:/?#,\\[\\]]+)(?::\\d+)?"),
            Pattern.DOTALL);

    private RedisAddress() {}

    /**
     * Reads an address. User and password are separated before they are decoded, so that each may have every character.
     *
     * @throws IllegalArgumentException if it is not an address
     */
    public static RedisURI parse(String address) {
        Matcher parts = PARTS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not an address of Redis");
        }
        if (!ADDRESS_WITHOUT_LOGIN.matcher(parts.group(3)).matches()) {
            throw new IllegalArgumentException("Not an address of Redis");
        }
        try {
            return RedisURI.create(parts.group(1) + login(parts.group(2)) + parts.group(3));
        } catch (RuntimeException malformed) {
            // Without the cause, whose message may repeat a part of the password.
            throw new IllegalArgumentException("Not an address of Redis");
        }
    }

    /** The address with its options for a client that reads it by {@link RedisURI#create(String)}; it contains the password. */
    public static String withPassword(RedisURI uri) {
        // The library does not encode a slash, and leaves out the colon before a password without a user.
        RedisCredentials given =
                uri.getCredentialsProvider().resolveCredentials().block();
        String login = given == null || !given.hasPassword()
                ? ""
                : login(given.getUsername(), new String(given.getPassword()));
        return uri.toURI().toString().replaceFirst("://(?:[^@]*@)?", Matcher.quoteReplacement("://" + login));
    }

    /** The login as the library reads it: with a colon, and encoded. */
    private static String login(@Nullable String written) {
        if (written == null || written.isEmpty()) {
            return "";
        }
        int colon = written.indexOf(':');
        return login(colon <= 0 ? null : decoded(written.substring(0, colon)), decoded(written.substring(colon + 1)));
    }

    private static String login(@Nullable String user, String password) {
        return (user == null ? "" : encoded(user)) + ":" + encoded(password) + "@";
    }

    /** In an address a plus is a plus, unlike in a form. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Host and port, or the Sentinels and the master's name; no user, no password. */
    public static String shown(RedisURI uri) {
        if (uri.getSentinels().isEmpty()) {
            return uri.getSocket() != null ? uri.getSocket() : uri.getHost() + ":" + uri.getPort();
        }
        List<String> sentinels = new ArrayList<>();
        uri.getSentinels().forEach(sentinel -> sentinels.add(sentinel.getHost() + ":" + sentinel.getPort()));
        return String.join(",", sentinels) + "#" + uri.getSentinelMasterId();
    }
}
