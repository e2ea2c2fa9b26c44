package dev.vestnik.component.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.apache.camel.component.telegram.model.IncomingMessage;
import org.apache.camel.component.telegram.model.User;

/** The JSON of the Bot API: Camel's model, read into our richer classes wherever it names a message or a user. */
final class TelegramJson {
    static final ObjectMapper MAPPER = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL)
            .addMixIn(User.class, AsTelegramUser.class)
            .addMixIn(IncomingMessage.class, AsReceivedMessage.class);

    private TelegramJson() {}

    @JsonDeserialize(as = TelegramUser.class)
    private interface AsTelegramUser {}

    @JsonDeserialize(as = ReceivedMessage.class)
    private interface AsReceivedMessage {}
}
