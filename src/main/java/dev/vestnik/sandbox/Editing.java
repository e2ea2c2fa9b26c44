package dev.vestnik.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The methods that change or delete a message of the bot. */
final class Editing {
    /** <a href="https://core.telegram.org/bots/api#deletemessage">sent less than 48 hours ago</a>. */
    private static final Duration DELETABLE = Duration.ofDays(2);

    private Editing() {}

    static Map<String, Method> methods() {
        return Map.of(
                "editMessageText", Editing::text,
                "editMessageCaption", Editing::caption,
                "editMessageReplyMarkup", Editing::buttons,
                "deleteMessage", Editing::delete);
    }

    private static JsonNode text(Bot bot, Arguments arguments) throws Refusal {
        return edit(bot, arguments, "editMessageText", TextReader.text(arguments));
    }

    private static JsonNode caption(Bot bot, Arguments arguments) throws Refusal {
        return edit(bot, arguments, "editMessageCaption", TextReader.caption(arguments));
    }

    private static JsonNode buttons(Bot bot, Arguments arguments) throws Refusal {
        return edit(bot, arguments, "editMessageReplyMarkup", null);
    }

    private static JsonNode edit(Bot bot, Arguments arguments, String method, @Nullable FormattedText text)
            throws Refusal {
        Chat chat = Sending.target(bot, arguments);
        int id = arguments.number("message_id", 0);
        JsonNode buttons = Markup.inline(arguments);
        Message held = chat.message(id);
        if (held != null && held.from() != bot.id()) {
            throw Refusal.badRequest("message can't be edited");
        }
        if (held != null && same(held, text, buttons)) {
            throw Refusal.badRequest("message is not modified: specified new message content and reply markup are"
                    + " exactly the same as a current content and reply markup of the message");
        }
        Sending.pace(bot, chat.edits(), chat.group() ? bot.limits().group() : Pace.UNLIMITED);
        long now = bot.now() / 1000;
        Message edited = chat.change(id, unknown(bot, id, now), message -> {
            FormattedText kept = text == null ? new FormattedText(message.text(), message.entities()) : text;
            return message.edited(now, kept, buttons);
        });
        if (edited == null) {
            throw Refusal.badRequest("message to edit not found");
        }
        bot.journal().add(bot.now(), method, chat.id(), edited);
        ObjectNode shape = Shapes.message(bot, chat, edited);
        bot.changes().tell(() -> Sending.change("edited", chat, edited, shape));
        return shape;
    }

    private static JsonNode delete(Bot bot, Arguments arguments) throws Refusal {
        Chat chat = Sending.target(bot, arguments);
        int id = arguments.number("message_id", 0);
        Message held = chat.message(id);
        long oldest = bot.now() / 1000 - DELETABLE.toSeconds();
        if (held != null && held.date() < oldest) {
            throw Refusal.badRequest("message can't be deleted for everyone");
        }
        if (!chat.remove(id)) {
            throw Refusal.badRequest("message to delete not found");
        }
        bot.changes().tell(() -> Json.object()
                .put("type", "deleted")
                .put("chat", chat.id())
                .put("message", id));
        return BooleanNode.TRUE;
    }

    private static boolean same(Message held, @Nullable FormattedText text, @Nullable JsonNode buttons) {
        boolean sameText = text == null || text.equals(new FormattedText(held.text(), held.entities()));
        return sameText && Objects.equals(held.buttons(), buttons);
    }

    private static Message unknown(Bot bot, int id, long now) {
        return new Message(id, bot.id(), now, null, "", List.of(), null, null, null, true, null);
    }
}
