package dev.vestnik.component.telegram;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.apache.camel.component.telegram.model.User;
import org.jspecify.annotations.Nullable;

/** A user with the language of their app. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(as = TelegramUser.class)
public class TelegramUser extends User {
    private static final long serialVersionUID = 1L;

    @JsonProperty("language_code")
    private @Nullable String languageCode;

    /** IETF tag, e.g. {@code ru} or {@code pt-br}; null: Telegram does not say. */
    public @Nullable String getLanguageCode() {
        return languageCode;
    }

    public void setLanguageCode(@Nullable String languageCode) {
        this.languageCode = languageCode;
    }

    /** Shows the id alone. */
    @Override
    public String toString() {
        return "TelegramUser{id=" + getId() + "}";
    }
}
