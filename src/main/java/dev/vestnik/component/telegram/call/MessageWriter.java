package dev.vestnik.component.telegram.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestnik.component.telegram.FormattedDocumentMessage;
import dev.vestnik.component.telegram.http.MultipartBody;
import dev.vestnik.component.telegram.http.RequestBody;
import java.util.function.Supplier;
import org.apache.camel.component.telegram.TelegramMessage;
import org.apache.camel.component.telegram.model.OutgoingAudioMessage;
import org.apache.camel.component.telegram.model.OutgoingDocumentMessage;
import org.apache.camel.component.telegram.model.OutgoingMessage;
import org.apache.camel.component.telegram.model.OutgoingPhotoMessage;
import org.apache.camel.component.telegram.model.OutgoingStickerMessage;
import org.apache.camel.component.telegram.model.OutgoingVideoMessage;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as requests: uploads as multipart, all others as JSON. Does not modify the message, so one message may be
 * sent to several chats at the same time. Internal to the component.
 */
public final class MessageWriter {
    private MessageWriter() {}

    /**
     * Writes a message.
     *
     * @param chat the chat id for a message without one; may throw if there is none
     * @param topic the topic ({@code message_thread_id}) for a new message; null: none
     * @throws IllegalArgumentException if the message cannot be sent
     */
    public static BotApiRequest write(TelegramMessage message, Supplier<String> chat, @Nullable Long topic) {
        BotApiMethod method = BotApiMethods.of(message);
        RequestBody body = message instanceof OutgoingMessage outgoing && isUpload(outgoing)
                ? upload(outgoing, chat, topic)
                : json(message, method, chat, topic);
        return new BotApiRequest(method.name(), body, method.resultType());
    }

    private static RequestBody json(
            TelegramMessage message, BotApiMethod method, Supplier<String> chat, @Nullable Long topic) {
        ObjectNode json = TelegramJson.object("A " + message.getClass().getSimpleName(), message);
        boolean inline = method.target() == BotApiMethod.Target.MESSAGE && json.has("inline_message_id");
        if (method.target() != BotApiMethod.Target.NONE && !inline && !json.has("chat_id")) {
            json.put("chat_id", chat.get());
        }
        if (method.target() == BotApiMethod.Target.CHAT && topic != null && !json.has("message_thread_id")) {
            json.put("message_thread_id", topic);
        }
        return RequestBody.json(json);
    }

    private static boolean isUpload(OutgoingMessage message) {
        return message instanceof OutgoingPhotoMessage
                || message instanceof OutgoingAudioMessage
                || message instanceof OutgoingVideoMessage
                || message instanceof OutgoingDocumentMessage
                || message instanceof OutgoingStickerMessage;
    }

    private static RequestBody upload(OutgoingMessage message, Supplier<String> chat, @Nullable Long topic) {
        MultipartBody form = new MultipartBody()
                .text("chat_id", message.getChatId() == null ? chat.get() : message.getChatId())
                .text("reply_to_message_id", message.getReplyToMessageId())
                .text("disable_notification", message.getDisableNotification())
                .text("message_thread_id", topic);
        if (message instanceof OutgoingPhotoMessage photo) {
            form.text("caption", photo.getCaption())
                    .text("reply_markup", photo.replyMarkupJson())
                    .file("photo", photo.getFilenameWithExtension(), photo.getPhoto());
        } else if (message instanceof OutgoingAudioMessage audio) {
            form.text("title", audio.getTitle())
                    .text("duration", audio.getDurationSeconds())
                    .text("performer", audio.getPerformer())
                    .text("reply_markup", audio.replyMarkupJson())
                    .file("audio", audio.getFilenameWithExtension(), audio.getAudio());
        } else if (message instanceof OutgoingVideoMessage video) {
            form.text("caption", video.getCaption())
                    .text("duration", video.getDurationSeconds())
                    .text("width", video.getWidth())
                    .text("height", video.getHeight())
                    .text("reply_markup", video.replyMarkupJson())
                    .file("video", video.getFilenameWithExtension(), video.getVideo());
        } else if (message instanceof OutgoingDocumentMessage document) {
            form.text("caption", document.getCaption())
                    .text("parse_mode", document instanceof FormattedDocumentMessage ours ? ours.getParseMode() : null)
                    .text("reply_markup", document.replyMarkupJson())
                    .file("document", document.getFilenameWithExtension(), document.getDocument());
        } else if (message instanceof OutgoingStickerMessage sticker) {
            if (sticker.getSticker() != null) {
                form.text("sticker", sticker.getSticker());
            } else {
                form.file("sticker", sticker.getFilenameWithExtension(), sticker.getStickerImage());
            }
        }
        return form.toRequestBody();
    }
}
