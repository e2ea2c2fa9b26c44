package dev.vestnik.text;

/**
 * A piece of Telegram's HTML, see https://core.telegram.org/bots/api#html-style. What is foreign comes in only by
 * {@link #of}, escaped.
 */
public record Html(String code) {
    /** Plain text, whoever wrote it. */
    public static Html of(String text) {
        return new Html(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    @Override
    public String toString() {
        return code;
    }
}
