package dev.vestnik.flow;

import dev.vestnik.component.telegram.FormattedDocumentMessage;
import dev.vestnik.delivery.message.ComposedMessage;
import java.nio.charset.StandardCharsets;
import org.apache.camel.component.telegram.TelegramParseMode;
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
            return document(document, document.caption(), TelegramParseMode.HTML.getCode());
        }
        ComposedMessage.Text text = (ComposedMessage.Text) outgoing;
        return text(text, text.html(), TelegramParseMode.HTML.getCode());
    }

    static OutgoingMessage plain(ComposedMessage outgoing) {
        if (outgoing instanceof ComposedMessage.Document document) {
            return document(document, document.plainCaption(), null);
        }
        ComposedMessage.Text text = (ComposedMessage.Text) outgoing;
        return text(text, text.plain(), null);
    }

    private static OutgoingMessage text(ComposedMessage.Text text, String content, @Nullable String parseMode) {
        ReplyMarkup keyboard = text.keyboard() == null ? null : KeyboardJson.read(text.keyboard());
        if (text.edits() != null) {
            return EditMessageTextMessage.builder()
                    .messageId(Math.toIntExact(text.edits()))
                    .text(content)
                    .parseMode(parseMode)
                    .disableWebPagePreview(true)
                    .replyMarkup((InlineKeyboardMarkup) keyboard)
                    .build();
        }
        OutgoingTextMessage message = new OutgoingTextMessage();
        message.setText(content);
        message.setParseMode(parseMode);
        message.setDisableWebPagePreview(true);
        message.setDisableNotification(text.silent());
        message.setReplyMarkup(keyboard);
        return message;
    }

    private static OutgoingMessage document(
            ComposedMessage.Document document, String caption, @Nullable String parseMode) {
        FormattedDocumentMessage message = new FormattedDocumentMessage();
        message.setDocument(document.content().getBytes(StandardCharsets.UTF_8));
        message.setFilenameWithExtension(document.fileName());
        message.setCaption(caption);
        message.setParseMode(parseMode);
        message.setDisableNotification(document.silent());
        return message;
    }
}
