package dev.vestnik.component.telegram;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A contact that somebody shared, theirs or not.
 *
 * @param phoneNumber as Telegram gives it, with or without plus
 * @param userId whose it is; null: not a Telegram user. Only where it equals the sender's id has the sender shown a number of
 *     their own
 * @see <a href="https://core.telegram.org/bots/api#contact">Contact</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SharedContact(
        @JsonProperty("phone_number") String phoneNumber,
        @JsonProperty("first_name") @Nullable String firstName,
        @JsonProperty("last_name") @Nullable String lastName,
        @JsonProperty("user_id") @Nullable Long userId)
        implements Serializable {
    /** Never shows phone or name. */
    @Override
    public String toString() {
        return "SharedContact{userId=" + userId + "}";
    }
}
