package dev.vestnik.component.telegram.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import org.apache.camel.component.telegram.model.GameHighScore;
import org.apache.camel.component.telegram.model.IncomingMessage;
import org.apache.camel.component.telegram.model.MessageResult;
import org.apache.camel.component.telegram.model.MessageResultGameScores;
import org.apache.camel.component.telegram.model.MessageResultString;

/** Converts a {@code result} of the Bot API to the class that camel-telegram documents for it. Internal to the component. */
public enum ResultType {
    /** A message or a boolean: {@link MessageResult}. */
    MESSAGE {
        @Override
        public Object read(JsonNode json) throws JsonProcessingException {
            MessageResult result = new MessageResult();
            result.setOk(true);
            if (json.isObject()) {
                result.setMessage(TelegramJson.MAPPER.treeToValue(json, IncomingMessage.class));
            } else {
                result.setResult(BooleanNode.valueOf(json.asBoolean()));
            }
            return result;
        }
    },
    /** {@link MessageResultGameScores}. */
    SCORES {
        @Override
        public Object read(JsonNode json) {
            MessageResultGameScores result = new MessageResultGameScores();
            result.setOk(true);
            result.setResult(TelegramJson.MAPPER.convertValue(json, new TypeReference<List<GameHighScore>>() {}));
            return result;
        }
    },
    /** {@link MessageResultString}. */
    STRING {
        @Override
        public Object read(JsonNode json) {
            MessageResultString result = new MessageResultString();
            result.setOk(true);
            result.setResult(json.asText());
            return result;
        }
    };

    /** @throws JsonProcessingException if the result does not have the documented form */
    public abstract Object read(JsonNode json) throws JsonProcessingException;
}
