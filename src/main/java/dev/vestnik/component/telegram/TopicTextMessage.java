package dev.vestnik.component.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;
import org.jspecify.annotations.Nullable;

/** A text for a topic of a group. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public class TopicTextMessage extends OutgoingTextMessage {
    private static final long serialVersionUID = 1L;

    @JsonProperty("message_thread_id")
    private @Nullable Long messageThreadId;

    public @Nullable Long getMessageThreadId() {
        return messageThreadId;
    }

    public void setMessageThreadId(@Nullable Long messageThreadId) {
        this.messageThreadId = messageThreadId;
    }

    /** Never shows the text. */
    @Override
    public String toString() {
        return "TopicTextMessage{chatId=" + getChatId() + ", messageThreadId=" + messageThreadId + "}";
    }
}
