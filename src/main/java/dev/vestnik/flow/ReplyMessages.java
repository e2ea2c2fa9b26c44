package dev.vestnik.flow;

import dev.vestnik.bot.Reply;
import dev.vestnik.outbox.OutboxText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.component.telegram.TelegramParseMode;
import org.apache.camel.component.telegram.model.EditMessageTextMessage;
import org.apache.camel.component.telegram.model.InlineKeyboardButton;
import org.apache.camel.component.telegram.model.InlineKeyboardMarkup;
import org.apache.camel.component.telegram.model.OutgoingCallbackQueryMessage;
import org.apache.camel.component.telegram.model.OutgoingMessage;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.apache.camel.component.telegram.model.ReplyKeyboardMarkup;
import org.apache.camel.component.telegram.model.ReplyKeyboardRemove;
import org.apache.camel.component.telegram.model.ReplyMarkup;
import org.jspecify.annotations.Nullable;

/** Translates a {@link Reply} to a message of the {@code telegram:} component. */
final class ReplyMessages {
    private static final String HTML = TelegramParseMode.HTML.getCode();

    private ReplyMessages() {}

    static OutgoingMessage of(Reply reply) {
        OutgoingMessage message = compose(reply);
        message.setChatId(Long.toString(reply.chat()));
        return message;
    }

    /**
     * The reply as a text of the outbox. An edit makes an earlier edit of the same message obsolete.
     *
     * @param reply a new message or an edit
     */
    static OutboxText late(Reply reply, @Nullable Instant notBefore, Instant until) {
        if (reply instanceof Reply.Edit edit) {
            String keyboard = edit.keyboard() == null ? null : KeyboardJson.write(inline(edit.keyboard()));
            String name = "edit:" + edit.message();
            return new OutboxText(
                    edit.chat(), OutboxText.REPLY, edit.html(), keyboard, edit.message(), name, notBefore, until);
        }
        Reply.Send send = (Reply.Send) reply;
        ReplyMarkup markup = markup(send.keyboard());
        String keyboard = markup == null ? null : KeyboardJson.write(markup);
        return new OutboxText(send.chat(), OutboxText.REPLY, send.html(), keyboard, null, null, notBefore, until);
    }

    private static OutgoingMessage compose(Reply reply) {
        if (reply instanceof Reply.Edit edit) {
            return EditMessageTextMessage.builder()
                    .messageId(Math.toIntExact(edit.message()))
                    .text(edit.html())
                    .parseMode(HTML)
                    .disableWebPagePreview(true)
                    .replyMarkup(edit.keyboard() == null ? null : inline(edit.keyboard()))
                    .build();
        }
        if (reply instanceof Reply.Answer answer) {
            OutgoingCallbackQueryMessage message = new OutgoingCallbackQueryMessage();
            message.setCallbackQueryId(answer.callback());
            message.setText(answer.text());
            return message;
        }
        if (!(reply instanceof Reply.Send send)) {
            throw new IllegalArgumentException(
                    "Not a message of Telegram: " + reply.getClass().getSimpleName());
        }
        return new OutgoingTextMessage(send.html(), HTML, true, markup(send.keyboard()));
    }

    private static @Nullable ReplyMarkup markup(Reply.@Nullable Keyboard keyboard) {
        if (keyboard == null) {
            return null;
        }
        if (keyboard instanceof Reply.InlineKeyboard inline) {
            return inline(inline);
        }
        if (keyboard instanceof Reply.ReplyKeyboard keys) {
            return keys(keys.rows().stream()
                    .map(row -> row.stream().map(ReplyMessages::key).toList())
                    .toList());
        }
        if (keyboard instanceof Reply.ContactKeyboard contact) {
            InlineKeyboardButton share = key(contact.label());
            share.setRequestContact(true);
            return keys(List.of(List.of(share)));
        }
        return new ReplyKeyboardRemove(true);
    }

    private static InlineKeyboardMarkup inline(Reply.InlineKeyboard keyboard) {
        List<List<InlineKeyboardButton>> rows = new ArrayList<>();
        for (List<Reply.InlineKeyboard.Button> row : keyboard.rows()) {
            rows.add(row.stream()
                    .map(button -> InlineKeyboardButton.builder()
                            .text(button.label())
                            .callbackData(button.data())
                            .build())
                    .toList());
        }
        return new InlineKeyboardMarkup(rows);
    }

    private static ReplyKeyboardMarkup keys(List<List<InlineKeyboardButton>> rows) {
        ReplyKeyboardMarkup markup = new ReplyKeyboardMarkup();
        markup.setKeyboard(rows);
        markup.setResizeKeyboard(true);
        return markup;
    }

    private static InlineKeyboardButton key(String label) {
        return InlineKeyboardButton.builder().text(label).build();
    }
}
