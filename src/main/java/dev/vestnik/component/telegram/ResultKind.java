package dev.vestnik.component.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import org.apache.camel.component.telegram.model.GameHighScore;
import org.apache.camel.component.telegram.model.MessageResult;
import org.apache.camel.component.telegram.model.MessageResultGameScores;
import org.apache.camel.component.telegram.model.MessageResultString;

/** How Telegram's {@code result} becomes the body of the exchange: Camel's own classes for its own messages. */
enum ResultKind {
    /** A message or a boolean, in a {@link MessageResult}. */
    MESSAGE {
        @Override
        Object read(JsonNode result) throws JsonProcessingException {
            MessageResult read = new MessageResult();
            read.setOk(true);
            if (result.isObject()) {
                read.setMessage(TelegramJson.MAPPER.treeToValue(result, ReceivedMessage.class));
            } else {
                read.setResult(BooleanNode.valueOf(result.asBoolean()));
            }
            return read;
        }
    },
    /** A {@link MessageResultGameScores}. */
    SCORES {
        @Override
        Object read(JsonNode result) {
            MessageResultGameScores read = new MessageResultGameScores();
            read.setOk(true);
            read.setResult(TelegramJson.MAPPER.convertValue(result, new TypeReference<List<GameHighScore>>() {}));
            return read;
        }
    },
    /** A {@link MessageResultString}. */
    STRING {
        @Override
        Object read(JsonNode result) {
            MessageResultString read = new MessageResultString();
            read.setOk(true);
            read.setResult(result.asText());
            return read;
        }
    },
    /** As it came. */
    JSON {
        @Override
        Object read(JsonNode result) {
            return result;
        }
    };

    abstract Object read(JsonNode result) throws JsonProcessingException;
}
