package dev.vestnik.component.telegram;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.camel.component.telegram.model.IncomingMessage;
import org.apache.camel.component.telegram.model.Update;
import org.jspecify.annotations.Nullable;

/** An update with what Camel's own class leaves out: edited messages and changes of the bot's membership. */
@JsonIgnoreProperties(ignoreUnknown = true)
public class ReceivedUpdate extends Update {
    private static final long serialVersionUID = 1L;

    @JsonProperty("edited_message")
    private @Nullable IncomingMessage editedMessage;

    @JsonProperty("my_chat_member")
    private @Nullable ChatMemberChange myChatMember;

    /** The new version of a message. */
    public @Nullable IncomingMessage getEditedMessage() {
        return editedMessage;
    }

    public void setEditedMessage(@Nullable IncomingMessage editedMessage) {
        this.editedMessage = editedMessage;
    }

    /** The bot was blocked, unblocked, added or removed. */
    public @Nullable ChatMemberChange getMyChatMember() {
        return myChatMember;
    }

    public void setMyChatMember(@Nullable ChatMemberChange myChatMember) {
        this.myChatMember = myChatMember;
    }

    /** Never shows what is in it. */
    @Override
    public String toString() {
        return "ReceivedUpdate{updateId=" + getUpdateId() + "}";
    }
}
