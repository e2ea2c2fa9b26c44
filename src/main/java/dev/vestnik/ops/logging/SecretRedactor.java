package dev.vestnik.ops.logging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes what is secret out of a text: what was named as secret, and whatever looks like a bot's token or a person's phone. */
final class SecretRedactor {
    static final String MASK = "***";
    /** Shorter ones would be found in ordinary words. */
    private static final int SHORTEST = 6;

    /** Telegram's tokens, also where a URL has the colon encoded. */
    private static final Pattern TOKEN = Pattern.compile("\\d{5,16}(?::|%3A)[A-Za-z0-9_-]{20,}");

    /** E.164; and any number that is called a phone, since Telegram leaves the plus out. */
    private static final Pattern PHONE =
            Pattern.compile("\\+\\d{7,15}|(?<=\\bphone[\\w.]{0,20}[\"']{0,2}\\s?[:=]\\s?[\"']{0,2})\\d{7,15}");

    private final CopyOnWriteArrayList<String> named = new CopyOnWriteArrayList<>();

    /** Adds secrets; the empty and the very short are left out. */
    void name(Set<String> secrets) {
        Set<String> all = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        all.addAll(named);
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                all.add(secret);
                all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            }
        }
        named.addAllAbsent(all);
        named.sort(Comparator.comparingInt(String::length).reversed());
    }

    /** The text without what is secret; the same object where there is nothing. */
    String masked(String text) {
        String safe = text;
        for (String secret : named) {
            if (safe.contains(secret)) {
                safe = safe.replace(secret, MASK);
            }
        }
        return masked(PHONE, masked(TOKEN, safe));
    }

    private static String masked(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.replaceAll(MASK) : text;
    }
}
