package dev.vestnik.flow;

import dev.vestnik.component.telegram.FormattedDocumentMessage;
import dev.vestnik.delivery.message.ComposedMessage;
import java.nio.charset.StandardCharsets;
import org.apache.camel.component.telegram.TelegramParseMode;
import org.apache.camel.component.telegram.model.EditMessageCaptionMessage;
import org.apache.camel.component.telegram.model.EditMessageTextMessage;
import org.apache.camel.component.telegram.model.InlineKeyboardMarkup;
import org.apache.camel.component.telegram.model.OutgoingMessage;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.apache.camel.component.telegram.model.ReplyMarkup;
import org.jspecify.annotations.Nullable;

/** Translates a {@link ComposedMessage} to a message of the {@code telegram:} component. */
final class TelegramMessages {
    private TelegramMessages() {}

    static OutgoingMessage html(ComposedMessage outgoing) {
        if (outgoing instanceof ComposedMessage.Document document) {
            return document(document, document.html(), TelegramParseMode.HTML.getCode());
        }
        if (outgoing instanceof ComposedMessage.Caption caption) {
            return caption(caption, caption.html(), TelegramParseMode.HTML.getCode());
        }
        ComposedMessage.Text text = (ComposedMessage.Text) outgoing;
        return text(text, text.html(), TelegramParseMode.HTML.getCode());
    }

    static OutgoingMessage plain(ComposedMessage outgoing) {
        if (outgoing instanceof ComposedMessage.Document document) {
            return document(document, document.plain(), null);
        }
        if (outgoing instanceof ComposedMessage.Caption caption) {
            return caption(caption, caption.plain(), null);
        }
        ComposedMessage.Text text = (ComposedMessage.Text) outgoing;
        return text(text, text.plain(), null);
    }

    private static OutgoingMessage text(ComposedMessage.Text text, String content, @Nullable String parseMode) {
        ReplyMarkup keyboard = keyboard(text);
        if (text.edits() != null) {
            return EditMessageTextMessage.builder()
                    .messageId(Math.toIntExact(text.edits()))
                    .text(content)
                    .parseMode(parseMode)
                    .disableWebPagePreview(true)
                    .replyMarkup((InlineKeyboardMarkup) keyboard)
                    .build();
        }
        OutgoingTextMessage message =
                text.replyTo() == null ? new OutgoingTextMessage() : new ReplyTextMessage(text.replyTo());
        message.setText(content);
        message.setParseMode(parseMode);
        message.setDisableWebPagePreview(true);
        message.setDisableNotification(text.silent());
        message.setReplyMarkup(keyboard);
        return message;
    }

    private static OutgoingMessage caption(
            ComposedMessage.Caption caption, String content, @Nullable String parseMode) {
        return EditMessageCaptionMessage.builder()
                .messageId(Math.toIntExact(caption.edits()))
                .caption(content)
                .parseMode(parseMode)
                .replyMarkup((InlineKeyboardMarkup) keyboard(caption))
                .build();
    }

    private static @Nullable ReplyMarkup keyboard(ComposedMessage message) {
        return message.keyboard() == null ? null : KeyboardJson.read(message.keyboard());
    }

    private static OutgoingMessage document(
            ComposedMessage.Document document, String caption, @Nullable String parseMode) {
        FormattedDocumentMessage message = new FormattedDocumentMessage();
        message.setDocument(document.content().getBytes(StandardCharsets.UTF_8));
        message.setFilenameWithExtension(document.fileName());
        message.setCaption(caption);
        message.setParseMode(parseMode);
        message.setDisableNotification(document.silent());
        message.setReplyMarkup(keyboard(document));
        return message;
    }
}
