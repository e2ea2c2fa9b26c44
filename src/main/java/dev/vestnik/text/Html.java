package dev.vestnik.text;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text in Telegram's HTML. Text from outside is always escaped and every tag is closed, so that Telegram can parse it; and
 * what Telegram would make clickable in it is fixed-width, so that no tap sends a command or opens a link that is not ours.
 *
 * @param code the HTML, for {@code parse_mode=HTML}
 * @see <a href="https://core.telegram.org/bots/api#html-style">HTML style</a>
 */
public record Html(String code) {
    public static final Html EMPTY = new Html("");

    private static final Pattern TAG = Pattern.compile("</?[a-z][^>]*>");
    private static final Pattern OPENING_TAG = Pattern.compile("<[a-z]");
    private static final Pattern CODE = Pattern.compile("<code>(.*?)</code>", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]*)\">(.*?)</a>", Pattern.DOTALL);

    /** Plain text from any source. */
    public static Html of(String text) {
        return new Html(inactive(text));
    }

    public static Html join(String separator, Collection<Html> parts) {
        return new Html(parts.stream().map(Html::code).collect(Collectors.joining(escape(separator))));
    }

    public Html add(Html other) {
        return new Html(code + other.code);
    }

    public Html text(String text) {
        return new Html(code + inactive(text));
    }

    public Html bold(String text) {
        return tagged("<b>", inactive(text), "</b>");
    }

    public Html italic(String text) {
        return tagged("<i>", inactive(text), "</i>");
    }

    /** Fixed-width text, which a tap copies. */
    public Html fixedWidth(String text) {
        return tagged("<code>", escape(text), "</code>");
    }

    /** A quotation that is collapsed to three lines until the reader taps it. */
    public Html quote(String text) {
        return tagged("<blockquote expandable>", inactive(text), "</blockquote>");
    }

    public Html link(URI target, String text) {
        return tagged(
                "<a href=\"" + escape(target.toASCIIString()).replace("\"", "&quot;") + "\">", escape(text), "</a>");
    }

    public boolean isEmpty() {
        return code.isEmpty();
    }

    /** The text without mark-up, for a file; a link becomes its text and its address in parentheses. */
    public String plain() {
        return visible(LINK.matcher(code).replaceAll("$2 ($1)"));
    }

    /** Like {@link #plain}, for a message: invisible characters keep text from outside from being clickable. */
    public String plainMessage() {
        String inactive =
                CODE.matcher(code).replaceAll(part -> Matcher.quoteReplacement(ActiveText.broken(part.group(1))));
        return visible(LINK.matcher(inactive)
                .replaceAll(link ->
                        Matcher.quoteReplacement(ActiveText.broken(link.group(2)) + " (" + link.group(1) + ")")));
    }

    /** The length in UTF-16 units after entity parsing, which Telegram's limits count. */
    public int length() {
        return visible(code).length();
    }

    /** The length with mark-up, in bytes of UTF-8. */
    public int bytes() {
        return code.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The number of Telegram's message entities, one for each pair of tags. */
    public int entities() {
        return (int) OPENING_TAG.matcher(code).results().count();
    }

    @Override
    public String toString() {
        return code;
    }

    private Html tagged(String opening, String inner, String closing) {
        return new Html(code + opening + inner + closing);
    }

    private static String inactive(String text) {
        StringBuilder html = new StringBuilder(text.length());
        int end = 0;
        for (ActiveText.Part part : ActiveText.find(text)) {
            html.append(escape(text.substring(end, part.start())))
                    .append("<code>")
                    .append(escape(text.substring(part.start(), part.end())))
                    .append("</code>");
            end = part.end();
        }
        return html.append(escape(text.substring(end))).toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String visible(String code) {
        return TAG.matcher(code)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
