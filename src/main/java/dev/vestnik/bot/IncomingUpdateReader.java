package dev.vestnik.bot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.bot.IncomingUpdate.Contact;
import dev.vestnik.bot.IncomingUpdate.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps the JSON of an update to an {@link IncomingUpdate}.
 *
 * @see <a href="https://core.telegram.org/bots/api#update">Update</a>
 */
public final class IncomingUpdateReader {
    /** Content that users send without text. Any other message without text is a service message and is ignored. */
    private static final List<String> CONTENT_WITHOUT_TEXT = List.of(
            "sticker",
            "photo",
            "video",
            "video_note",
            "voice",
            "audio",
            "animation",
            "document",
            "live_photo",
            "paid_media",
            "rich_message",
            "location",
            "venue",
            "poll",
            "checklist",
            "dice",
            "story",
            "game");

    /**
     * The status of the bot in a group before and after somebody adds it. A restricted bot is not answered for, since it may
     * not be permitted to write.
     *
     * @see <a href="https://core.telegram.org/bots/api#chatmember">ChatMember</a>
     */
    private static final Set<String> ABSENT = Set.of("left", "kicked");

    private static final Set<String> PRESENT = Set.of("member", "administrator");

    private final MenuLabels labels;
    private final BotIdentity bot;

    public IncomingUpdateReader(MenuLabels labels, BotIdentity bot) {
        this.labels = labels;
        this.bot = bot;
    }

    /** Never throws: returns {@link IncomingUpdate#IGNORED} for an update that it cannot map. */
    public IncomingUpdate read(JsonNode update) {
        if (update.has("callback_query")) {
            return callback(update.get("callback_query"));
        }
        if (update.has("my_chat_member")) {
            return membership(update.get("my_chat_member"));
        }
        JsonNode message = update.path("message");
        if (message.path("migrate_to_chat_id").canConvertToLong() && isGroup(message.path("chat"))) {
            return of(Kind.MIGRATED, message);
        }
        return hasSender(message) ? message(message) : IncomingUpdate.IGNORED;
    }

    private static IncomingUpdate callback(JsonNode callback) {
        JsonNode message = callback.path("message");
        if (!hasSender(callback) || !callback.has("id")) {
            return IncomingUpdate.IGNORED;
        }
        long from = callback.path("from").path("id").asLong();
        JsonNode chat = message.path("chat");
        return new IncomingUpdate(
                Kind.CALLBACK,
                chat.path("id").asLong(from),
                chat.isMissingNode() || isPrivate(chat),
                from,
                text(callback.path("from").path("language_code")),
                null,
                null,
                null,
                callback.path("id").asText(),
                callback.path("data").asText(),
                isInaccessible(message) ? null : id(message),
                null,
                null,
                topic(message),
                text(chat.path("title")),
                null);
    }

    private static IncomingUpdate membership(JsonNode membership) {
        JsonNode chat = membership.path("chat");
        String status = membership.path("new_chat_member").path("status").asText();
        if (isGroup(chat)) {
            String before = membership.path("old_chat_member").path("status").asText();
            if (hasSender(membership) && ABSENT.contains(status)) {
                return of(Kind.REMOVED, membership);
            }
            return hasSender(membership) && ABSENT.contains(before) && PRESENT.contains(status)
                    ? of(Kind.ADDED, membership)
                    : IncomingUpdate.IGNORED;
        }
        if (!isPrivate(chat)) {
            return IncomingUpdate.IGNORED;
        }
        return switch (status) {
            case "kicked" -> of(Kind.BLOCKED, membership);
            case "member" -> of(Kind.UNBLOCKED, membership);
            default -> IncomingUpdate.IGNORED;
        };
    }

    private IncomingUpdate message(JsonNode message) {
        if (!isPrivate(message.path("chat")) && !isAddressedToBot(message)) {
            return IncomingUpdate.IGNORED;
        }
        if (message.has("contact")) {
            return of(Kind.CONTACT, message).with(contact(message.get("contact")));
        }
        if (message.has("text")) {
            return text(message, message.path("text").asText());
        }
        return CONTENT_WITHOUT_TEXT.stream().anyMatch(message::has) ? of(Kind.TEXT, message) : IncomingUpdate.IGNORED;
    }

    private IncomingUpdate text(JsonNode message, String text) {
        String command = text.startsWith("/")
                ? commandOf(text)
                : labels.command(text).map(Command::word).orElse(null);
        return of(command == null ? Kind.TEXT : Kind.COMMAND, message).with(command, text);
    }

    /** In a group: a command with the bot's name, or a reply to the bot. */
    private boolean isAddressedToBot(JsonNode message) {
        if (bot.is(message.path("reply_to_message").path("from").path("id").asLong())) {
            return true;
        }
        String[] commandAndBot =
                message.path("text").asText().split("\\s", 2)[0].split("@", 2);
        return commandAndBot.length == 2 && commandAndBot[0].startsWith("/") && bot.isNamed(commandAndBot[1]);
    }

    /** The part between the slash and the bot's name or the first whitespace. */
    private static String commandOf(String text) {
        return text.substring(1).split("[@\\s]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private static Contact contact(JsonNode contact) {
        JsonNode owner = contact.path("user_id");
        return new Contact(contact.path("phone_number").asText(), owner.canConvertToLong() ? owner.asLong() : null);
    }

    private static IncomingUpdate of(Kind kind, JsonNode message) {
        JsonNode from = message.path("from");
        return new IncomingUpdate(
                kind,
                message.path("chat").path("id").asLong(),
                isPrivate(message.path("chat")),
                from.path("id").asLong(),
                text(from.path("language_code")),
                null,
                null,
                null,
                null,
                null,
                id(message),
                sent(message),
                id(message.path("reply_to_message")),
                topic(message),
                text(message.path("chat").path("title")),
                message.path("migrate_to_chat_id").canConvertToLong()
                        ? message.path("migrate_to_chat_id").asLong()
                        : null);
    }

    private static boolean hasSender(JsonNode message) {
        return message.path("from").path("id").canConvertToLong();
    }

    private static boolean isPrivate(JsonNode chat) {
        return "private".equals(chat.path("type").asText());
    }

    private static boolean isGroup(JsonNode chat) {
        String type = chat.path("type").asText();
        return type.equals("group") || type.equals("supergroup");
    }

    /**
     * Whether Telegram no longer shows the message to the bot, or never did.
     *
     * @see <a href="https://core.telegram.org/bots/api#inaccessiblemessage">InaccessibleMessage</a>
     */
    private static boolean isInaccessible(JsonNode message) {
        JsonNode date = message.path("date");
        return date.isNumber() && date.asLong() == 0;
    }

    /** An ephemeral message has the id 0. */
    private static @Nullable Long id(JsonNode message) {
        JsonNode id = message.path("message_id");
        return id.canConvertToLong() && id.asLong() > 0 ? id.asLong() : null;
    }

    /** A thread of replies outside of a forum has a {@code message_thread_id} too, but takes no messages of the bot. */
    private static @Nullable Long topic(JsonNode message) {
        JsonNode thread = message.path("message_thread_id");
        return message.path("is_topic_message").asBoolean() && thread.canConvertToLong() ? thread.asLong() : null;
    }

    private static @Nullable Instant sent(JsonNode message) {
        JsonNode date = message.path("date");
        return date.canConvertToInt() ? Instant.ofEpochSecond(date.asInt()) : null;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}
