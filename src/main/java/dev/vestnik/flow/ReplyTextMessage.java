package dev.vestnik.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import org.apache.camel.component.telegram.model.OutgoingTextMessage;

/**
 * A text that answers another message of its chat. It is sent, too, if that message is gone.
 *
 * @see <a href="https://core.telegram.org/bots/api#replyparameters">ReplyParameters</a>
 */
final class ReplyTextMessage extends OutgoingTextMessage {
    private static final long serialVersionUID = 1L;

    @JsonProperty("reply_parameters")
    private final ReplyParameters replyParameters;

    private record ReplyParameters(
            @JsonProperty("message_id") long messageId,
            @JsonProperty("allow_sending_without_reply") boolean allowSendingWithoutReply)
            implements Serializable {}

    /** @param messageId the id of the message that it answers */
    ReplyTextMessage(long messageId) {
        replyParameters = new ReplyParameters(messageId, true);
    }
}
