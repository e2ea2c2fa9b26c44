package dev.vestnik.delivery;

import java.net.URI;

/**
 * Text in Telegram's HTML that cannot be unbalanced or unescaped, and that knows how long Telegram finds it.
 *
 * @see <a href="https://core.telegram.org/bots/api#html-style">HTML style</a>
 */
final class Markup {
    private final StringBuilder html = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder plain = new StringBuilder();
    private int entities;

    Markup text(String words) {
        escape(words);
        text.append(words);
        plain.append(words);
        return this;
    }

    Markup bold(String words) {
        return tagged("b", words);
    }

    Markup italic(String words) {
        return tagged("i", words);
    }

    /** Copied by a tap. */
    Markup code(String words) {
        return tagged("code", words);
    }

    /** Folded after its third line, opened by a tap. */
    Markup quote(String words) {
        html.append("<blockquote expandable>");
        text(words);
        html.append("</blockquote>");
        entities++;
        return this;
    }

    Markup link(URI to, String words) {
        html.append("<a href=\"");
        escape(to.toASCIIString());
        html.append("\">");
        escape(words);
        html.append("</a>");
        text.append(words);
        plain.append(words).append(" (").append(to).append(')');
        entities++;
        return this;
    }

    Markup add(Markup other) {
        html.append(other.html);
        text.append(other.text);
        plain.append(other.plain);
        entities += other.entities;
        return this;
    }

    boolean isEmpty() {
        return html.isEmpty();
    }

    String html() {
        return html.toString();
    }

    /** The same without any mark-up; links are spelt out. */
    String plain() {
        return plain.toString();
    }

    /** What is left of it once Telegram has parsed the entities. */
    String parsed() {
        return text.toString();
    }

    /** Its length in UTF-16 units after entity parsing, by which Telegram's limits go. */
    int length() {
        return text.length();
    }

    int entities() {
        return entities;
    }

    private Markup tagged(String tag, String words) {
        html.append('<').append(tag).append('>');
        text(words);
        html.append("</").append(tag).append('>');
        entities++;
        return this;
    }

    private void escape(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                default -> html.append(c);
            }
        }
    }
}
