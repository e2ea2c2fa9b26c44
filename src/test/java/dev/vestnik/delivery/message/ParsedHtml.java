package dev.vestnik.delivery.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses HTML like Telegram, strictly: anything unbalanced, unknown or unescaped fails.
 *
 * @param text what is left once the entities are parsed
 */
record ParsedHtml(String text, int entities) {
    private static final Pattern TOKEN =
            Pattern.compile("<(/?)(b|i|code|a|blockquote)((?: [^<>]*)?)>|&(amp|lt|gt|quot);|[^<>&]");
    private static final Map<String, String> ENTITIES = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"");

    static ParsedHtml of(String html) {
        Matcher token = TOKEN.matcher(html);
        StringBuilder text = new StringBuilder();
        Deque<String> open = new ArrayDeque<>();
        int entities = 0;
        int at = 0;
        while (at < html.length()) {
            if (!token.find(at) || token.start() != at) {
                throw new AssertionError("Not Telegram's HTML at " + at + ": " + html.substring(at));
            }
            if (token.group(4) != null) {
                text.append(ENTITIES.get(token.group(4)));
            } else if (token.group(2) == null) {
                text.append(token.group());
            } else if (token.group(1).isEmpty()) {
                open.push(token.group(2));
                entities++;
            } else if (open.isEmpty() || !open.pop().equals(token.group(2))) {
                throw new AssertionError("Unbalanced at " + at + ": " + html);
            }
            at = token.end();
        }
        if (!open.isEmpty()) {
            throw new AssertionError("Left open " + open + ": " + html);
        }
        return new ParsedHtml(text.toString(), entities);
    }
}
