package dev.vestnik.text;

import java.net.URI;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Telegram makes of links. */
public final class TelegramLink {
    private static final Pattern AUTHORITY = Pattern.compile("(?:.*@)?(\\[.+]|[^:]*)(?::\\d*)?");

    private TelegramLink() {}

    /**
     * Whether Telegram keeps this link: it drops a link whose host has no dot, without an error, unless the host is an IPv6
     * address ({@code check_link_impl} in https://github.com/tdlib/td/blob/master/td/telegram/LinkManager.cpp).
     */
    public static boolean isClickable(URI link) {
        Matcher authority = AUTHORITY.matcher(Objects.requireNonNullElse(link.getRawAuthority(), ""));
        if (!authority.matches()) {
            return false;
        }
        String host = authority.group(1);
        return host.startsWith("[") || host.indexOf('.') >= 0;
    }
}
