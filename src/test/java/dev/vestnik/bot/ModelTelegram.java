package dev.vestnik.bot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.component.telegram.model.EditMessageCaptionMessage;
import org.apache.camel.component.telegram.model.EditMessageTextMessage;
import org.apache.camel.component.telegram.model.IncomingMessage;
import org.apache.camel.component.telegram.model.InlineKeyboardMarkup;
import org.apache.camel.component.telegram.model.MessageResult;
import org.apache.camel.component.telegram.model.OutgoingCallbackQueryMessage;
import org.apache.camel.component.telegram.model.OutgoingDocumentMessage;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.apache.camel.component.telegram.model.ReplyMarkup;
import org.jspecify.annotations.Nullable;

/** What people see in their chats, from the messages that are sent to Telegram. */
final class ModelTelegram {
    private final Map<Long, TreeMap<Long, Shown>> chats = new TreeMap<>();
    private final Map<Long, TreeSet<String>> seen = new TreeMap<>();
    private final List<String> answered = new ArrayList<>();
    private long lastId;

    /**
     * A message of a chat.
     *
     * @param data the callback data of its buttons
     */
    record Shown(String text, List<String> data) {}

    void clear() {
        chats.clear();
        seen.clear();
        answered.clear();
    }

    /** The messages of a chat by their ids. */
    Map<Long, Shown> chat(long chat) {
        return chats.computeIfAbsent(chat, any -> new TreeMap<>());
    }

    /** The callback data of all buttons that were ever shown in a chat, also by messages that have changed since. */
    List<String> buttons(long chat) {
        return List.copyOf(seen.computeIfAbsent(chat, any -> new TreeSet<>()));
    }

    /** The ids of the callbacks that were answered since the last call. */
    List<String> answered() {
        List<String> all = List.copyOf(answered);
        answered.clear();
        return all;
    }

    /** Takes a message; returns Telegram's result. */
    Object send(long chat, @Nullable Object message) {
        if (message instanceof OutgoingCallbackQueryMessage answer) {
            answered.add(answer.getCallbackQueryId());
            return "";
        }
        if (message instanceof EditMessageTextMessage edit) {
            return edited(chat, edit.getMessageId(), edit.getText(), edit.getReplyMarkup());
        }
        if (message instanceof EditMessageCaptionMessage edit) {
            return edited(chat, edit.getMessageId(), edit.getCaption(), edit.getReplyMarkup());
        }
        if (message instanceof OutgoingTextMessage text) {
            return added(chat, text.getText(), text.getReplyMarkup());
        }
        if (message instanceof OutgoingDocumentMessage document) {
            return added(chat, String.valueOf(document.getCaption()), document.getReplyMarkup());
        }
        throw new AssertionError("Unknown message " + message);
    }

    private Object edited(long chat, Integer id, String text, @Nullable ReplyMarkup markup) {
        // Questions that were asked before the test began have no message here.
        show(chat, id, text, markup);
        return result(id);
    }

    private Object added(long chat, String text, @Nullable ReplyMarkup markup) {
        long id = ++lastId;
        show(chat, id, text, markup);
        return result(id);
    }

    private void show(long chat, long id, String text, @Nullable ReplyMarkup markup) {
        Shown shown = new Shown(text, data(markup));
        chat(chat).put(id, shown);
        seen.computeIfAbsent(chat, any -> new TreeSet<>()).addAll(shown.data());
    }

    private static MessageResult result(long id) {
        IncomingMessage sent = new IncomingMessage();
        sent.setMessageId(id);
        MessageResult result = new MessageResult();
        result.setMessage(sent);
        return result;
    }

    private static List<String> data(@Nullable ReplyMarkup markup) {
        return markup instanceof InlineKeyboardMarkup inline
                ? inline.getInlineKeyboard().stream()
                        .flatMap(List::stream)
                        .map(button -> button.getCallbackData())
                        .filter(Objects::nonNull)
                        .toList()
                : List.of();
    }
}
