package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads texts as Telegram keeps them: mark-up parsed, stripped, measured in UTF-16 units. */
final class TextReader {
    /** <a href="https://core.telegram.org/bots/api#sendmessage">1-4096 characters after entities parsing</a>. */
    static final int MAX_TEXT = 4096;

    /** <a href="https://core.telegram.org/bots/api#senddocument">0-1024 characters after entities parsing</a>. */
    static final int MAX_CAPTION = 1024;

    private static final Pattern COMMAND = Pattern.compile("(?<![\\w/])/\\w{1,64}(@\\w{1,64})?");

    private TextReader() {}

    /** The text of a message, which must be there. */
    static FormattedText text(Arguments arguments) throws Refusal {
        FormattedText text = read(arguments, "text", "entities");
        if (text.text().isEmpty()) {
            throw Refusal.badRequest("message text is empty");
        }
        if (text.text().length() > MAX_TEXT) {
            throw Refusal.badRequest("message is too long");
        }
        return text;
    }

    /** The caption of a document, which may be empty. */
    static FormattedText caption(Arguments arguments) throws Refusal {
        FormattedText caption = read(arguments, "caption", "caption_entities");
        if (caption.text().length() > MAX_CAPTION) {
            throw Refusal.badRequest("message caption is too long");
        }
        return caption;
    }

    /** What a person typed; the commands in it are marked. */
    static FormattedText typed(String text) {
        List<Entity> commands = new ArrayList<>();
        Matcher command = COMMAND.matcher(text);
        while (command.find()) {
            commands.add(new Entity("bot_command", command.start(), command.end() - command.start(), null, null));
        }
        return new FormattedText(text, commands);
    }

    /** Only HTML is parsed; the two Markdown modes are taken as plain text. */
    private static FormattedText read(Arguments arguments, String name, String entities) throws Refusal {
        String given = arguments.text(name, "");
        String mode = arguments.text("parse_mode", "").toLowerCase(Locale.ROOT);
        return switch (mode) {
            case "html" -> HtmlParser.parse(given).stripped();
            case "" -> new FormattedText(given, entities(arguments, entities, given.length())).stripped();
            case "markdown", "markdownv2" -> FormattedText.plain(given).stripped();
            default -> throw Refusal.badRequest("unsupported parse_mode");
        };
    }

    private static List<Entity> entities(Arguments arguments, String name, int length) throws Refusal {
        List<Entity> read = new ArrayList<>();
        JsonNode given = arguments.structure(name);
        if (given == null) {
            return read;
        }
        for (JsonNode entity : given) {
            int from = entity.path("offset").asInt(-1);
            int size = entity.path("length").asInt();
            if (from < 0 || size <= 0 || from > length - size) {
                throw Refusal.badRequest("ENTITY_BOUNDS_INVALID");
            }
            String url = entity.path("url").asText(null);
            read.add(new Entity(
                    entity.path("type").asText(),
                    from,
                    size,
                    url,
                    entity.path("language").asText(null)));
        }
        return read;
    }
}
