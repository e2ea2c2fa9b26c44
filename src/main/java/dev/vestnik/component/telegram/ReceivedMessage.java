package dev.vestnik.component.telegram;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.apache.camel.component.telegram.model.IncomingMessage;
import org.jspecify.annotations.Nullable;

/** An incoming message with what Camel's own class leaves out: contact, topic, and whether it is an edited one. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(as = ReceivedMessage.class)
public class ReceivedMessage extends IncomingMessage {
    private static final long serialVersionUID = 1L;

    private @Nullable SharedContact contact;

    @JsonProperty("message_thread_id")
    private @Nullable Long messageThreadId;

    @JsonProperty("edit_date")
    private @Nullable Long editDate;

    /** The contact that was shared. */
    public @Nullable SharedContact getContact() {
        return contact;
    }

    public void setContact(@Nullable SharedContact contact) {
        this.contact = contact;
    }

    /** The topic that the message is in. */
    public @Nullable Long getMessageThreadId() {
        return messageThreadId;
    }

    public void setMessageThreadId(@Nullable Long messageThreadId) {
        this.messageThreadId = messageThreadId;
    }

    /** When it was last edited, in seconds since 1970; null: never. */
    public @Nullable Long getEditDate() {
        return editDate;
    }

    public void setEditDate(@Nullable Long editDate) {
        this.editDate = editDate;
    }

    /** The sender with their language; null: a channel's post. */
    @JsonIgnore
    public @Nullable TelegramUser getUser() {
        return getFrom() instanceof TelegramUser user ? user : null;
    }

    /** Never shows what was written or shared. */
    @Override
    public String toString() {
        return "ReceivedMessage{messageId=" + getMessageId() + "}";
    }
}
