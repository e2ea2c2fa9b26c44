package dev.vestnik.ops.logging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks secrets in a text: the named ones, and everything that looks like a bot token or a phone number. */
final class SecretRedactor {
    static final String MASK = "***";
    /** Shorter secrets would match parts of ordinary words. */
    private static final int SHORTEST = 6;

    /** Tokens of Telegram, also with the colon encoded as in a URL. */
    private static final Pattern TOKEN = Pattern.compile("\\d{5,16}(?::|%3A)[A-Za-z0-9_-]{20,}");

    /** E.164; and any number that is labelled as a phone, because Telegram omits the plus. */
    private static final Pattern PHONE =
            Pattern.compile("\\+\\d{7,15}|(?<=\\bphone[\\w.]{0,20}[\"']{0,2}\\s?[:=]\\s?[\"']{0,2})\\d{7,15}");

    private final CopyOnWriteArrayList<String> named = new CopyOnWriteArrayList<>();

    /** Adds secrets; empty and very short ones are ignored. */
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

    /** The masked text; the same object if it contains no secret. */
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
