package dev.vestnik.component.telegram;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import org.apache.camel.component.telegram.model.Chat;
import org.jspecify.annotations.Nullable;

/**
 * The bot's own membership of a chat has changed: {@code my_chat_member}.
 *
 * @param from who changed it
 * @param date in seconds since 1970
 * @see <a href="https://core.telegram.org/bots/api#chatmemberupdated">ChatMemberUpdated</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChatMemberChange(
        Chat chat,
        TelegramUser from,
        long date,
        @JsonProperty("old_chat_member") @Nullable Member oldMember,
        @JsonProperty("new_chat_member") Member newMember)
        implements Serializable {
    /** In a private chat: the user has blocked the bot. In a group: the bot is out. */
    public boolean shutsOut() {
        return newMember.status().equals("kicked") || newMember.status().equals("left");
    }

    /**
     * The bot as a member.
     *
     * @param status {@code member}, {@code kicked}, {@code left}, {@code administrator}, {@code restricted}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Member(String status) implements Serializable {}

    /** Names nobody. */
    @Override
    public String toString() {
        return "ChatMemberChange{" + newMember.status() + "}";
    }
}
