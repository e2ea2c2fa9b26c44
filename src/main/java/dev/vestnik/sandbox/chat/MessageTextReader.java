package dev.vestnik.sandbox.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.sandbox.protocol.ApiArguments;
import dev.vestnik.sandbox.protocol.ApiRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the texts of calls as Telegram does: parses markup, strips white space, checks lengths in UTF-16 units. */
public final class MessageTextReader {
    /** <a href="https://core.telegram.org/bots/api#sendmessage">1-4096 characters after entities parsing</a>. */
    public static final int MAX_TEXT = 4096;

    /** <a href="https://core.telegram.org/bots/api#senddocument">0-1024 characters after entities parsing</a>. */
    static final int MAX_CAPTION = 1024;

    private MessageTextReader() {}

    /** The required text of a message. */
    public static FormattedText text(ApiArguments arguments) throws ApiRefusal {
        FormattedText text = read(arguments, "text", "entities");
        if (text.text().isEmpty()) {
            throw ApiRefusal.badRequest("message text is empty");
        }
        if (text.text().length() > MAX_TEXT) {
            throw ApiRefusal.badRequest("message is too long");
        }
        return text;
    }

    /** The optional caption of a document. */
    public static FormattedText caption(ApiArguments arguments) throws ApiRefusal {
        FormattedText caption = read(arguments, "caption", "caption_entities");
        if (caption.text().length() > MAX_CAPTION) {
            throw ApiRefusal.badRequest("message caption is too long");
        }
        return caption;
    }

    /** The text that a person sends, with the entities that Telegram finds. */
    public static FormattedText typed(String text) {
        return AutomaticEntities.addedTo(FormattedText.plain(text));
    }

    /** Parses HTML only; text in the two Markdown modes is taken as plain text. */
    private static FormattedText read(ApiArguments arguments, String name, String entities) throws ApiRefusal {
        String given = arguments.text(name, "");
        String mode = arguments.text("parse_mode", "").toLowerCase(Locale.ROOT);
        FormattedText read =
                switch (mode) {
                    case "html" -> HtmlParser.parse(given).stripped();
                    case "" -> new FormattedText(given, entities(arguments, entities, given.length())).stripped();
                    case "markdown", "markdownv2" -> FormattedText.plain(given).stripped();
                    default -> throw ApiRefusal.badRequest("unsupported parse_mode");
                };
        return AutomaticEntities.addedTo(read);
    }

    private static List<MessageEntity> entities(ApiArguments arguments, String name, int length) throws ApiRefusal {
        List<MessageEntity> read = new ArrayList<>();
        JsonNode given = arguments.structure(name);
        if (given == null) {
            return read;
        }
        for (JsonNode entity : given) {
            int from = entity.path("offset").asInt(-1);
            int size = entity.path("length").asInt();
            if (from < 0 || size <= 0 || from > length - size) {
                throw ApiRefusal.badRequest("ENTITY_BOUNDS_INVALID");
            }
            String url = entity.path("url").asText(null);
            read.add(new MessageEntity(
                    entity.path("type").asText(),
                    from,
                    size,
                    url,
                    entity.path("language").asText(null)));
        }
        return read;
    }
}
