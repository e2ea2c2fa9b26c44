package dev.vestnik.event;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads links, and repairs those that a browser would repair: blanks, quotes, letters of other scripts. */
final class LinkReader {
    private static final Pattern PARTS = Pattern.compile("(?i)(https?)://([^/?#\\\\]*)([^#]*)(#.*)?", Pattern.DOTALL);
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:(.*)@)?(\\[[0-9A-Fa-f:.]+]|[^:@\\[\\]]+)(?::(\\d{0,5}))?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+]");

    /** Allowed besides letters and digits: https://www.rfc-editor.org/rfc/rfc3986#section-2 */
    private static final String ALLOWED = "-._~:/?#@!$&'()*+,;=%";

    private LinkReader() {}

    /**
     * The link in ASCII.
     *
     * @return empty if the text does not begin with http:// or https:// and a host
     */
    static Optional<URI> link(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String fragment = parts.group(4) == null
                ? ""
                : "#" + escaped(parts.group(4).substring(1)).replace("#", "%23");
        // A backslash ends the host, as for a browser; escaped, it would be a part of it.
        String path = parts.group(3).startsWith("\\") ? "/" + parts.group(3).substring(1) : parts.group(3);
        return authority(parts.group(2))
                .flatMap(authority ->
                        uri(parts.group(1).toLowerCase(Locale.ROOT) + "://" + authority + escaped(path) + fragment));
    }

    private static Optional<String> authority(String text) {
        Matcher parts = AUTHORITY.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String user = parts.group(1) == null ? "" : escaped(parts.group(1)) + "@";
        String port = parts.group(3) == null ? "" : ":" + parts.group(3);
        return host(parts.group(2)).map(host -> user + host + port);
    }

    private static Optional<String> host(String text) {
        try {
            String host = text.chars().allMatch(c -> c < 128) ? text : IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
            return Optional.of(host).filter(name -> HOST.matcher(name).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<URI> uri(String link) {
        try {
            return Optional.of(new URI(link));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xFF);
            boolean isAllowed = c < 128 && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0);
            if (isAllowed && (c != '%' || isHex(bytes, i + 1) && isHex(bytes, i + 2))) {
                escaped.append(c);
            } else {
                escaped.append(String.format("%%%02X", (int) c));
            }
        }
        return escaped.toString();
    }

    private static boolean isHex(byte[] bytes, int at) {
        return at < bytes.length && Character.digit(bytes[at], 16) >= 0;
    }
}
