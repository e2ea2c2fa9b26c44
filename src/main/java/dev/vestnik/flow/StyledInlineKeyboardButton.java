package dev.vestnik.flow;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import org.apache.camel.component.telegram.model.InlineKeyboardButton;
import org.jspecify.annotations.Nullable;

/**
 * A button with the fields that {@link InlineKeyboardButton} lacks: text that a press copies, and a colour.
 *
 * @see <a href="https://core.telegram.org/bots/api#inlinekeyboardbutton">InlineKeyboardButton</a>
 */
final class StyledInlineKeyboardButton extends InlineKeyboardButton {
    private static final long serialVersionUID = 1L;

    @JsonProperty("copy_text")
    private @Nullable JsonNode copyText;

    @JsonProperty("style")
    private @Nullable String style;

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StyledInlineKeyboardButton button
                && super.equals(other)
                && Objects.equals(copyText, button.copyText)
                && Objects.equals(style, button.style);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), copyText, style);
    }
}
