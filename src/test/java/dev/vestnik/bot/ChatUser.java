package dev.vestnik.bot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.component.telegram.model.EditMessageTextMessage;
import org.apache.camel.component.telegram.model.InlineKeyboardButton;
import org.apache.camel.component.telegram.model.InlineKeyboardMarkup;
import org.apache.camel.component.telegram.model.OutgoingCallbackQueryMessage;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.apache.camel.component.telegram.model.ReplyKeyboardMarkup;
import org.apache.camel.component.telegram.model.ReplyKeyboardRemove;
import org.apache.camel.component.telegram.model.ReplyMarkup;
import org.jspecify.annotations.Nullable;

/** Simulates the Telegram client of one user: sends their actions as updates, and shows the bot's replies. */
final class ChatUser {
    private final BotRoute bot;
    private final long id;
    private final @Nullable String languageCode;
    private final Map<Integer, String> messages = new TreeMap<>();
    private final Map<Integer, List<InlineKeyboardButton>> buttons = new TreeMap<>();
    private final List<String> toasts = new ArrayList<>();
    private List<String> keys = List.of();
    private boolean asksForContact;
    private int seen;
    private int said;
    private long elsewhere;

    ChatUser(BotRoute bot, long id, @Nullable String languageCode) {
        this.bot = bot;
        this.id = id;
        this.languageCode = languageCode;
    }

    /** Sends a text; returns the replies. */
    String types(String text) {
        return does(message("\"text\":" + quoted(text)));
    }

    /** Presses the button of the reply keyboard with this prefix; returns the replies. */
    String pressesKey(String beginning) {
        String label = keys.stream()
                .filter(key -> key.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No key " + beginning + " in " + keys));
        return types(label);
    }

    String shares(String phone, @Nullable Long owner) {
        String user = owner == null ? "" : ",\"user_id\":" + owner;
        return does(message("\"contact\":{\"phone_number\":\"" + phone + "\",\"first_name\":\"X\"" + user + "}"));
    }

    String sharesOwn(String phone) {
        return shares(phone, id);
    }

    /** Presses the newest inline button with this label; returns the message afterwards. */
    String presses(String label) {
        record Found(int message, InlineKeyboardButton button) {}
        Found found = buttons.entrySet().stream()
                .flatMap(row -> row.getValue().stream().map(button -> new Found(row.getKey(), button)))
                .filter(one -> one.button().getText().contains(label))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("No button " + label + " among " + buttons));
        pressesData(found.button().getCallbackData(), found.message());
        return messages.getOrDefault(found.message(), "");
    }

    /** Presses a button with this callback data under a card; returns what answers the press. */
    String pressesOnCard(String data) {
        int before = toasts.size();
        pressesData(data, 500);
        assertThat(toasts).as("answers to " + data).hasSize(before + 1);
        return toast();
    }

    /** Replies to a message; returns the replies. */
    String repliesTo(long message, String text) {
        return does(reply(message, "\"text\":" + quoted(text)));
    }

    /** An update with a reply to a message. */
    String reply(long message, String what) {
        return message(what + ",\"date\":1795435200,\"reply_to_message\":{\"message_id\":" + message
                + ",\"from\":{\"id\":77}}");
    }

    /** Presses a button with this callback data under this message. */
    String pressesData(String data, int message) {
        return does(callback(data, message, "private"));
    }

    String callback(String data, int message, String room) {
        return "{\"callback_query\":{\"id\":\"cb\",\"from\":" + from() + ",\"message\":{\"message_id\":" + message
                + ",\"chat\":{\"id\":" + id + ",\"type\":\"" + room + "\"}},\"data\":\"" + data + "\"}}";
    }

    /** An update with this message. */
    String message(String what) {
        return "{\"message\":{\"message_id\":" + (1_000 + ++said) + ",\"from\":" + from() + ",\"chat\":{\"id\":" + id
                + ",\"type\":\"private\"}," + what + "}}";
    }

    String inGroup(String what) {
        return does("{\"message\":{\"message_id\":1,\"from\":" + from() + ",\"chat\":{\"id\":" + -id
                + ",\"type\":\"supergroup\"}," + what + "}}");
    }

    /** Writes in a topic of this group; returns the replies there. */
    String writesIn(long group, long topic, String text) {
        return does(
                "{\"message\":{\"message_id\":" + (1_000 + ++said) + ",\"message_thread_id\":" + topic
                        + ",\"is_topic_message\":true,\"from\":" + from() + ",\"chat\":{\"id\":" + group
                        + ",\"type\":\"supergroup\",\"title\":\"Смена\",\"is_forum\":true},\"text\":" + quoted(text)
                        + "}}",
                group);
    }

    /** Presses a button of a copy in this group; returns what answers the press. */
    String pressesInGroup(long group, String data) {
        does(
                "{\"callback_query\":{\"id\":\"cb\",\"from\":" + from()
                        + ",\"message\":{\"message_id\":7,\"date\":1,\"chat\":{\"id\":" + group
                        + ",\"type\":\"supergroup\"}},\"data\":\"" + data + "\"}}",
                group);
        return toast();
    }

    private String does(String update, long group) {
        look();
        elsewhere = group;
        try {
            return does(update);
        } finally {
            elsewhere = 0;
        }
    }

    /** Blocks ({@code kicked}) or unblocks ({@code member}) the bot. */
    String membership(String status) {
        return does("{\"my_chat_member\":{\"from\":" + from() + ",\"chat\":{\"id\":" + id
                + ",\"type\":\"private\"},\"new_chat_member\":{\"status\":\"" + status + "\"}}}");
    }

    /** Changes the status of the bot in a group; returns the replies there. */
    String membershipInGroup(String before, String after) {
        return does("{\"my_chat_member\":{\"from\":" + from() + ",\"chat\":{\"id\":" + -id
                + ",\"type\":\"supergroup\"},\"old_chat_member\":{\"status\":\"" + before
                + "\"},\"new_chat_member\":{\"status\":\"" + after + "\"}}}");
    }

    /** Routes an update; returns the texts of the replies, joined. */
    String does(String update) {
        Exchange done = bot.update(update);
        assertThat(done.getException()).isNull();
        return String.join("\n\n", look());
    }

    /** The newest message of the bot. */
    String last() {
        return requireNonNull(messages.get(messages.size()));
    }

    /** Reads the replies since the last call. */
    List<String> look() {
        List<String> texts = new ArrayList<>();
        List<Exchange> sent = bot.telegram().getReceivedExchanges();
        for (; seen < sent.size(); seen++) {
            if (!isHere(sent.get(seen))) {
                continue;
            }
            Object body = sent.get(seen).getMessage().getBody();
            if (body instanceof OutgoingTextMessage message) {
                int number = messages.size() + 1;
                messages.put(number, message.getText());
                texts.add(message.getText());
                take(number, message.getReplyMarkup());
            } else if (body instanceof EditMessageTextMessage edit) {
                messages.put(edit.getMessageId(), edit.getText());
                texts.add(edit.getText());
                buttons.remove(edit.getMessageId());
                take(edit.getMessageId(), edit.getReplyMarkup());
            } else if (body instanceof OutgoingCallbackQueryMessage answer) {
                toasts.add(String.valueOf(answer.getText()));
            }
        }
        return texts;
    }

    /** The chat, private or a group. */
    private boolean isHere(Exchange sent) {
        long chat = sent.getMessage().getHeader("CamelTelegramChatId", Long.class);
        return chat == id || chat == -id || chat == elsewhere;
    }

    private void take(int number, @Nullable ReplyMarkup markup) {
        if (markup instanceof InlineKeyboardMarkup inline) {
            buttons.put(
                    number,
                    inline.getInlineKeyboard().stream().flatMap(List::stream).toList());
        } else if (markup instanceof ReplyKeyboardMarkup below) {
            List<InlineKeyboardButton> all =
                    below.getKeyboard().stream().flatMap(List::stream).toList();
            keys = all.stream().map(InlineKeyboardButton::getText).toList();
            asksForContact = all.stream().anyMatch(key -> Boolean.TRUE.equals(key.getRequestContact()));
        } else if (markup instanceof ReplyKeyboardRemove) {
            keys = List.of();
        }
    }

    /** The labels of the reply keyboard. */
    List<String> keys() {
        return keys;
    }

    boolean asksForContact() {
        return asksForContact;
    }

    /** The newest message with inline buttons. */
    int newestWithButtons() {
        return buttons.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** The callback data of the first inline button under this message. */
    String buttonData(int message) {
        return requireNonNull(buttons.get(message)).get(0).getCallbackData();
    }

    /** The labels of the inline buttons under the newest message with buttons. */
    List<String> buttons() {
        return buttons.values().stream().reduce((earlier, later) -> later).orElse(List.of()).stream()
                .map(InlineKeyboardButton::getText)
                .toList();
    }

    /** The last notice that answered a callback. */
    String toast() {
        return toasts.get(toasts.size() - 1);
    }

    int toasts() {
        return toasts.size();
    }

    long id() {
        return id;
    }

    private String from() {
        String language = languageCode == null ? "" : ",\"language_code\":\"" + languageCode + "\"";
        return "{\"id\":" + id + ",\"is_bot\":false,\"first_name\":\"X\"" + language + "}";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
