package dev.vestnik.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.apache.camel.component.telegram.model.InlineKeyboardButton;
import org.apache.camel.component.telegram.model.InlineKeyboardMarkup;
import org.apache.camel.component.telegram.model.ReplyKeyboardMarkup;
import org.apache.camel.component.telegram.model.ReplyKeyboardRemove;
import org.apache.camel.component.telegram.model.ReplyMarkup;

/**
 * Keyboards as JSON, in the form of Telegram's {@code reply_markup}.
 *
 * @see <a href="https://core.telegram.org/bots/api#inlinekeyboardmarkup">Bot API</a>
 */
final class KeyboardJson {
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL)
            .addMixIn(InlineKeyboardButton.class, AsStyledButton.class);

    /** Reads the buttons of inline keyboards with all their fields. */
    @JsonDeserialize(as = StyledInlineKeyboardButton.class)
    private interface AsStyledButton {}

    private KeyboardJson() {}

    static String write(ReplyMarkup keyboard) {
        try {
            return JSON.writeValueAsString(keyboard);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A keyboard cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if it is not a keyboard */
    static ReplyMarkup read(String json) {
        try {
            JsonNode keyboard = JSON.readTree(json);
            if (keyboard.has("inline_keyboard")) {
                return JSON.treeToValue(keyboard, InlineKeyboardMarkup.class);
            }
            return keyboard.has("keyboard")
                    ? JSON.treeToValue(keyboard, ReplyKeyboardMarkup.class)
                    : new ReplyKeyboardRemove(true);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a keyboard: " + e.getOriginalMessage(), e);
        }
    }
}
