package dev.vestnik.text;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Text in Telegram's HTML that cannot be unbalanced or unescaped, and that knows how long Telegram finds it.
 *
 * @see <a href="https://core.telegram.org/bots/api#html-style">HTML style</a>
 */
public final class HtmlBuilder {
    private final StringBuilder html = new StringBuilder();
    private final StringBuilder plain = new StringBuilder();
    private int length;
    private int entities;

    public HtmlBuilder text(String words) {
        escape(words);
        plain.append(words);
        length += words.length();
        return this;
    }

    public HtmlBuilder bold(String words) {
        return tagged("b", words);
    }

    public HtmlBuilder italic(String words) {
        return tagged("i", words);
    }

    /** Copied by a tap. */
    public HtmlBuilder code(String words) {
        return tagged("code", words);
    }

    /** Folded after its third line, opened by a tap. */
    public HtmlBuilder quote(String words) {
        html.append("<blockquote expandable>");
        text(words);
        html.append("</blockquote>");
        entities++;
        return this;
    }

    public HtmlBuilder link(URI to, String words) {
        html.append("<a href=\"");
        escape(to.toASCIIString());
        html.append("\">");
        escape(words);
        html.append("</a>");
        plain.append(words).append(" (").append(to).append(')');
        length += words.length();
        entities++;
        return this;
    }

    public HtmlBuilder add(HtmlBuilder other) {
        html.append(other.html);
        plain.append(other.plain);
        length += other.length;
        entities += other.entities;
        return this;
    }

    boolean isEmpty() {
        return html.isEmpty();
    }

    public String html() {
        return html.toString();
    }

    /** The same without any mark-up; links are spelt out. */
    public String plain() {
        return plain.toString();
    }

    /** Its length in UTF-16 units after entity parsing, by which Telegram's limits go. */
    public int length() {
        return length;
    }

    public int entities() {
        return entities;
    }

    private HtmlBuilder tagged(String tag, String words) {
        html.append('<').append(tag).append('>');
        text(words);
        html.append("</").append(tag).append('>');
        entities++;
        return this;
    }

    private void escape(String words) {
        int from = 0;
        for (int i = 0; i < words.length(); i++) {
            String entity = entity(words.charAt(i));
            if (entity != null) {
                html.append(words, from, i).append(entity);
                from = i + 1;
            }
        }
        html.append(words, from, words.length());
    }

    private static @Nullable String entity(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            default -> null;
        };
    }
}
