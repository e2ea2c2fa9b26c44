package dev.vestnik.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what Telegram would make clickable in a text by itself: commands, names, hashtags, cashtags, links, domains, IPv4
 * addresses, e-mail addresses, phone and card numbers. Finds rather too much than too little; what is found is shown as
 * fixed-width text, in which Telegram looks for nothing and which a tap copies unchanged.
 *
 * @see <a href="https://github.com/tdlib/td/blob/master/td/telegram/MessageEntity.cpp">find_entities of TDLib</a>
 */
final class ActiveText {
    /** A text with more parts is one part: a message has a limited number of entities. */
    private static final int MAX_PARTS = 10;

    /** Clickable numbers have more digits than this with a plus, or than the next without it. */
    private static final int MAX_DIGITS_AFTER_PLUS = 6;

    private static final int MAX_DIGITS = 10;

    private static final Pattern NUMBER = Pattern.compile("(?:\\+|(?<![\\p{L}\\p{N}_.,]))\\d(?:[\\d \\u00a0()-]*\\d)?");
    private static final Pattern REST_OF_NUMBER = Pattern.compile("(?<=\\d)[\\d \\u00a0()-]*\\d");
    private static final Pattern WORD = Pattern.compile("[^\\s\\p{Z}]+");

    /** Top-level domains in Cyrillic; other words follow a full stop without a blank too often. */
    private static final String CYRILLIC_DOMAINS =
            "москва|қаз|католик|онлайн|сайт|срб|бг|бел|орг|дети|мкд|ею|ком|укр|мон|рус|рф";

    /** Each alternative begins with one of the characters named first, so that others are passed over at once. */
    private static final Pattern TRIGGER = Pattern.compile(
            "(?=[/@#$:.])(?:(?<![\\p{L}\\p{N}_/<>])/[a-z0-9_]"
                    + "|@[\\p{L}\\p{N}_]"
                    + "|#[\\p{L}\\p{Nd}_\\u200c\\u00b7]"
                    + "|\\$[a-z1]"
                    + "|://"
                    + "|(?<=[\\p{L}\\p{N}_~-]|[^\\x00-\\xbf])\\.(?:xn--|[\\p{L}&&[^\\p{IsCyrillic}]][\\p{L}\\p{M}]|(?:"
                    + CYRILLIC_DOMAINS + ")(?!\\p{L}))"
                    + "|(?<=\\d)\\.\\d{1,3}\\.\\d{1,3}\\.\\d)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final String BRACKETS = "([{";
    private static final String OPENING = BRACKETS + "\"'«„“‘";
    private static final String CLOSING_BRACKETS = ")]}";
    private static final String CLOSING = "\"'»”“’.,:;!?…";

    private static final Pattern BREAK = Pattern.compile("(?<=[/@#$:+])|(?=\\.)");
    private static final Pattern BREAK_NUMBER = Pattern.compile(BREAK + "|(?<=\\d)(?=.)");
    private static final String WORD_JOINER = "\u2060";

    private ActiveText() {}

    /** A part of a text; positions in UTF-16 units. */
    record Part(int start, int end) {}

    /** The parts, in order; none overlap. */
    static List<Part> find(String text) {
        List<Part> parts = numbers(text);
        if (TRIGGER.matcher(text).find()) {
            Matcher words = WORD.matcher(text);
            while (words.find()) {
                if (TRIGGER.matcher(words.group()).find()) {
                    parts.add(trimmed(text, new Part(words.start(), words.end())));
                }
            }
        }
        if (parts.isEmpty()) {
            return parts;
        }
        List<Part> joined = joined(
                joined(parts).stream().map(part -> throughNumber(text, part)).toList());
        return joined.size() <= MAX_PARTS ? joined : List.of(new Part(0, text.length()));
    }

    /** The text with invisible characters that keep Telegram from recognising anything in it, where no mark-up is possible. */
    static String broken(String text) {
        StringBuilder broken = new StringBuilder(text.length());
        int end = 0;
        for (Part part : find(text)) {
            String active = text.substring(part.start(), part.end());
            Pattern places = numbers(active).isEmpty() ? BREAK : BREAK_NUMBER;
            broken.append(text, end, part.start()).append(places.matcher(active).replaceAll(WORD_JOINER));
            end = part.end();
        }
        return broken.append(text.substring(end)).toString();
    }

    private static List<Part> numbers(String text) {
        List<Part> numbers = new ArrayList<>();
        if (digits(text) <= MAX_DIGITS_AFTER_PLUS) {
            return numbers;
        }
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            int digits = digits(number.group());
            boolean hasPlus = text.charAt(number.start()) == '+';
            if (digits > (hasPlus ? MAX_DIGITS_AFTER_PLUS : MAX_DIGITS)) {
                numbers.add(new Part(number.start(), number.end()));
            }
        }
        return numbers;
    }

    private static int digits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            digits += text.charAt(i) >= '0' && text.charAt(i) <= '9' ? 1 : 0;
        }
        return digits;
    }

    /** Overlapping parts become one. */
    private static List<Part> joined(List<Part> parts) {
        List<Part> sorted = parts.stream()
                .sorted((one, other) -> Integer.compare(one.start(), other.start()))
                .toList();
        List<Part> joined = new ArrayList<>();
        for (Part part : sorted) {
            Part last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && part.start() < last.end()) {
                joined.set(joined.size() - 1, new Part(last.start(), Math.max(last.end(), part.end())));
            } else {
                joined.add(part);
            }
        }
        return joined;
    }

    /** A part with a number goes on to the end of the digits: {@link #broken} would make a number of those behind it. */
    private static Part throughNumber(String text, Part part) {
        Matcher rest = REST_OF_NUMBER.matcher(text).region(part.end(), text.length());
        boolean goesOn = rest.useTransparentBounds(true).lookingAt();
        return goesOn && !numbers(text.substring(part.start(), part.end())).isEmpty()
                ? new Part(part.start(), rest.end())
                : part;
    }

    /** Without the punctuation around the word. */
    private static Part trimmed(String text, Part word) {
        int start = word.start();
        int end = word.end();
        while (start < end && OPENING.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && isTrimmed(text.charAt(end - 1), text.substring(start, end))) {
            end--;
        }
        return new Part(start, end);
    }

    /** Whether this last character of a word is outside of what the word stands for. */
    private static boolean isTrimmed(char last, String word) {
        int bracket = CLOSING_BRACKETS.indexOf(last);
        return bracket < 0 ? CLOSING.indexOf(last) >= 0 : count(word, last) > count(word, BRACKETS.charAt(bracket));
    }

    private static long count(String word, char wanted) {
        return word.chars().filter(c -> c == wanted).count();
    }
}
