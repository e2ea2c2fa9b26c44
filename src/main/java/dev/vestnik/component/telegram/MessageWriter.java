package dev.vestnik.component.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * Writes messages as requests: files as multipart, everything else as JSON. Changes no message, so that one message may go to
 * many chats at the same time.
 */
final class MessageWriter {
    private MessageWriter() {}

    /**
     * @param chat asked where the message names none; throws where there is none
     * @param topic used where the message names none
     * @throws IllegalArgumentException it cannot be sent
     */
    static OutgoingCall write(TelegramMessage message, Supplier<String> chat, @Nullable Long topic)
            throws JsonProcessingException {
        if (message instanceof BotApiCall call) {
            byte[] json = TelegramJson.MAPPER.writeValueAsBytes(call.parameters());
            return new OutgoingCall(call.method(), RequestBody.json(json), ResultKind.JSON);
        }
        MessageType type = MessageTypes.of(message);
        RequestBody body = message instanceof OutgoingMessage outgoing && isUpload(outgoing)
                ? upload(outgoing, chat, topic)
                : json(message, type, chat, topic);
        return new OutgoingCall(type.method(), body, type.result());
    }

    private static RequestBody json(
            TelegramMessage message, MessageType type, Supplier<String> chat, @Nullable Long topic)
            throws JsonProcessingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OpenObject json = new OpenObject(TelegramJson.MAPPER.createGenerator(bytes))) {
            TelegramJson.MAPPER.writeValue(json, message);
            boolean inline = type.addressee() == MessageType.Addressee.MESSAGE && json.has("inline_message_id");
            if (type.addressee() != MessageType.Addressee.NONE && !inline && !json.has("chat_id")) {
                json.writeStringField("chat_id", chat.get());
            }
            if (type.addressee() == MessageType.Addressee.CHAT && topic != null && !json.has("message_thread_id")) {
                json.writeNumberField("message_thread_id", topic);
            }
        } catch (JsonProcessingException unwritable) {
            throw unwritable;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return RequestBody.json(bytes.toByteArray());
    }

    private static boolean isUpload(OutgoingMessage message) {
        return message instanceof OutgoingPhotoMessage
                || message instanceof OutgoingAudioMessage
                || message instanceof OutgoingVideoMessage
                || message instanceof OutgoingDocumentMessage
                || message instanceof OutgoingStickerMessage;
    }

    private static RequestBody upload(OutgoingMessage message, Supplier<String> chat, @Nullable Long topic) {
        Multipart form = new Multipart()
                .text("chat_id", message.getChatId() == null ? chat.get() : message.getChatId())
                .text("reply_to_message_id", message.getReplyToMessageId())
                .text("disable_notification", message.getDisableNotification())
                .text("message_thread_id", topicOf(message, topic));
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
                    .text("parse_mode", document instanceof TopicDocumentMessage ours ? ours.getParseMode() : null)
                    .text("reply_markup", document.replyMarkupJson())
                    .file("document", document.getFilenameWithExtension(), document.getDocument());
        } else if (message instanceof OutgoingStickerMessage sticker) {
            if (sticker.getSticker() != null) {
                form.text("sticker", sticker.getSticker());
            } else {
                form.file("sticker", sticker.getFilenameWithExtension(), sticker.getStickerImage());
            }
        }
        return form.body();
    }

    private static @Nullable Object topicOf(OutgoingMessage message, @Nullable Long topic) {
        return message instanceof TopicDocumentMessage ours && ours.getMessageThreadId() != null
                ? ours.getMessageThreadId()
                : topic;
    }
}
