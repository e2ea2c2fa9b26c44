package dev.vestnik.component.telegram;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.camel.component.telegram.model.OutgoingDocumentMessage;
import org.jspecify.annotations.Nullable;

/** A document, for a topic of a group too, with a caption that may have mark-up. */
public class TopicDocumentMessage extends OutgoingDocumentMessage {
    private static final long serialVersionUID = 1L;

    @JsonProperty("message_thread_id")
    private @Nullable Long messageThreadId;

    @JsonProperty("parse_mode")
    private @Nullable String parseMode;

    public @Nullable Long getMessageThreadId() {
        return messageThreadId;
    }

    public void setMessageThreadId(@Nullable Long messageThreadId) {
        this.messageThreadId = messageThreadId;
    }

    /** How the caption is marked up: {@code HTML}, {@code MarkdownV2}; null: not at all. */
    public @Nullable String getParseMode() {
        return parseMode;
    }

    public void setParseMode(@Nullable String parseMode) {
        this.parseMode = parseMode;
    }

    /** Never shows content or caption. */
    @Override
    public String toString() {
        return "TopicDocumentMessage{chatId=" + getChatId() + ", messageThreadId=" + messageThreadId + "}";
    }
}
