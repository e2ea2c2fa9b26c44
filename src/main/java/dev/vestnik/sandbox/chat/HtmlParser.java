package dev.vestnik.sandbox.chat;

import dev.vestnik.sandbox.protocol.ApiRefusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code parse_mode=HTML} with the rules and error descriptions of Telegram: see
 * <a href="https://core.telegram.org/bots/api#html-style">HTML style</a> and {@code parse_html} of
 * <a href="https://github.com/tdlib/td/blob/master/td/telegram/MessageEntity.cpp">TDLib</a>.
 */
public final class HtmlParser {
    private static final Set<String> TAGS = Set.of(
            "a",
            "b",
            "strong",
            "i",
            "em",
            "s",
            "strike",
            "del",
            "u",
            "ins",
            "tg-spoiler",
            "tg-emoji",
            "span",
            "pre",
            "code",
            "blockquote");

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private final List<MessageEntity> entities = new ArrayList<>();
    private final Deque<OpenTag> open = new ArrayDeque<>();
    private int position;

    private record OpenTag(String name, String argument, int offset) {}

    private HtmlParser(String html) {
        this.html = html;
    }

    public static FormattedText parse(String html) throws ApiRefusal {
        return new HtmlParser(html).parse();
    }

    private FormattedText parse() throws ApiRefusal {
        while (position < html.length()) {
            char c = html.charAt(position);
            if (c == '<') {
                tag();
            } else if (c == '&') {
                reference(text);
            } else {
                text.append(c);
                position++;
            }
        }
        if (!open.isEmpty()) {
            throw cannotParse("Can't find end tag corresponding to start tag \""
                    + open.getLast().name() + "\"");
        }
        entities.sort(Comparator.comparingInt(MessageEntity::offset)
                .thenComparing(Comparator.comparingInt(MessageEntity::length).reversed()));
        return new FormattedText(text.toString(), entities);
    }

    private void tag() throws ApiRefusal {
        int start = position++;
        if (peek() == '/') {
            endTag(start);
        } else {
            startTag(start);
        }
    }

    private void startTag(int start) throws ApiRefusal {
        String name = until(c -> isSpace(c) || c == '>').toLowerCase(Locale.ROOT);
        requireMore(start);
        if (!TAGS.contains(name)) {
            throw cannotParse("Unsupported start tag \"" + name + "\" at byte offset " + bytes(start));
        }
        String argument = "";
        skipSpaces();
        while (peek() != '>') {
            requireMore(start);
            String value = attribute(start, name);
            if (value != null) {
                argument = value;
            }
            skipSpaces();
        }
        position++;
        if (name.equals("span") && !argument.equals("tg-spoiler")) {
            throw cannotParse("Tag \"span\" must have class \"tg-spoiler\" at byte offset " + bytes(start));
        }
        open.addLast(new OpenTag(name, argument, text.length()));
    }

    /** The value, if this tag uses this attribute. */
    private @Nullable String attribute(int start, String tag) throws ApiRefusal {
        String name = until(c -> isSpace(c) || c == '=' || c == '>' || c == '/' || c == '"' || c == '\'');
        if (name.isEmpty()) {
            throw cannotParse("Empty attribute name in the tag \"" + tag + "\" at byte offset " + bytes(start));
        }
        skipSpaces();
        if (peek() != '=') {
            if (tag.equals("blockquote") && name.equals("expandable")) {
                return "expandable";
            }
            throw cannotParse("Expected equal sign in declaration of an attribute of the tag \"" + tag
                    + "\" at byte offset " + bytes(start));
        }
        position++;
        skipSpaces();
        requireMore(start);
        String value = value(start);
        boolean wanted =
                switch (tag) {
                    case "a" -> name.equals("href");
                    case "span" -> name.equals("class");
                    case "code" -> name.equals("class") && value.startsWith("language-");
                    case "tg-emoji" -> name.equals("emoji-id");
                    default -> false;
                };
        return wanted ? value : null;
    }

    private String value(int start) throws ApiRefusal {
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            String token = until(c -> !(Character.isLetterOrDigit(c) || c == '.' || c == '-'));
            if (!isSpace(peek()) && peek() != '>') {
                throw cannotParse("Unexpected end of name token at byte offset " + bytes(position));
            }
            return token.toLowerCase(Locale.ROOT);
        }
        position++;
        StringBuilder value = new StringBuilder();
        while (peek() != quote) {
            requireMore(start);
            if (peek() == '&') {
                reference(value);
            } else {
                value.append(html.charAt(position++));
            }
        }
        position++;
        return value.toString();
    }

    private void endTag(int start) throws ApiRefusal {
        if (open.isEmpty()) {
            throw cannotParse("Unexpected end tag at byte offset " + bytes(start));
        }
        position++;
        String name = until(c -> isSpace(c) || c == '>').toLowerCase(Locale.ROOT);
        skipSpaces();
        if (peek() != '>') {
            throw cannotParse("Unclosed end tag at byte offset " + bytes(start));
        }
        position++;
        OpenTag tag = open.removeLast();
        if (!name.isEmpty() && !name.equals(tag.name())) {
            throw cannotParse("Unmatched end tag at byte offset " + bytes(start) + ", expected \"</" + tag.name()
                    + ">\", found \"</" + name + ">\"");
        }
        add(tag);
    }

    private void add(OpenTag tag) {
        int length = text.length() - tag.offset();
        if (length == 0) {
            return;
        }
        String type =
                switch (tag.name()) {
                    case "b", "strong" -> "bold";
                    case "i", "em" -> "italic";
                    case "s", "strike", "del" -> "strikethrough";
                    case "u", "ins" -> "underline";
                    case "a" -> "text_link";
                    case "span", "tg-spoiler" -> "spoiler";
                    case "tg-emoji" -> "custom_emoji";
                    case "blockquote" -> tag.argument().isEmpty() ? "blockquote" : "expandable_blockquote";
                    default -> tag.name();
                };
        boolean link = type.equals("text_link");
        if (link && tag.argument().isEmpty()) {
            return;
        }
        String language = type.equals("code") && !tag.argument().isEmpty()
                ? tag.argument().substring("language-".length())
                : null;
        entities.add(new MessageEntity(type, tag.offset(), length, link ? tag.argument() : null, language));
    }

    /** Decodes one of the four named references or a numeric one; keeps anything else unchanged. */
    private void reference(StringBuilder to) {
        int end = html.indexOf(';', position);
        String name = end < 0 || end - position > 10 ? "" : html.substring(position + 1, end);
        int code =
                switch (name) {
                    case "lt" -> '<';
                    case "gt" -> '>';
                    case "amp" -> '&';
                    case "quot" -> '"';
                    default -> name.startsWith("#") ? number(name.substring(1)) : 0;
                };
        if (code == 0) {
            to.append('&');
            position++;
        } else {
            to.appendCodePoint(code);
            position = end + 1;
        }
    }

    private static int number(String digits) {
        try {
            int code = digits.startsWith("x") || digits.startsWith("X")
                    ? Integer.parseInt(digits.substring(1), 16)
                    : Integer.parseInt(digits);
            return Character.isValidCodePoint(code) ? code : 0;
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private interface Stop {
        boolean at(char c);
    }

    private String until(Stop stop) {
        int start = position;
        while (position < html.length() && !stop.at(html.charAt(position))) {
            position++;
        }
        return html.substring(start, position);
    }

    private void skipSpaces() {
        while (isSpace(peek())) {
            position++;
        }
    }

    private void requireMore(int start) throws ApiRefusal {
        if (position >= html.length()) {
            throw cannotParse("Unclosed start tag at byte offset " + bytes(start));
        }
    }

    private char peek() {
        return position < html.length() ? html.charAt(position) : '\0';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private int bytes(int at) {
        return html.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    }

    private static ApiRefusal cannotParse(String why) {
        return ApiRefusal.badRequest("can't parse entities: " + why);
    }
}
