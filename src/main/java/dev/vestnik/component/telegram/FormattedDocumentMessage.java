package dev.vestnik.component.telegram;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.camel.component.telegram.model.OutgoingDocumentMessage;
import org.jspecify.annotations.Nullable;

/**
 * A document whose caption may have a parse mode, which {@link OutgoingDocumentMessage} lacks.
 *
 * @see <a href="https://core.telegram.org/bots/api#senddocument">sendDocument</a>
 */
public class FormattedDocumentMessage extends OutgoingDocumentMessage {
    private static final long serialVersionUID = 1L;

    @JsonProperty("parse_mode")
    private @Nullable String parseMode;

    /** The markup of the caption: {@code HTML} or {@code MarkdownV2}; null: plain text. */
    public @Nullable String getParseMode() {
        return parseMode;
    }

    public void setParseMode(@Nullable String parseMode) {
        this.parseMode = parseMode;
    }

    /** Omits content and caption. */
    @Override
    public String toString() {
        return "FormattedDocumentMessage{chatId=" + getChatId() + "}";
    }
}
