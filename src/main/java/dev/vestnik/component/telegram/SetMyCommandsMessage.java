package dev.vestnik.component.telegram;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;
import org.apache.camel.component.telegram.TelegramMessage;
import org.jspecify.annotations.Nullable;

/**
 * The commands that Telegram offers in its menu.
 *
 * @param commands at most 100
 * @param scope who sees them; null: everybody
 * @param languageCode two letters, ISO 639-1; null: those whose language has no list of its own
 * @see <a href="https://core.telegram.org/bots/api#setmycommands">setMyCommands</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SetMyCommandsMessage(
        List<Command> commands,
        @Nullable Scope scope,
        @JsonProperty("language_code") @Nullable String languageCode) implements TelegramMessage {
    /**
     * One command.
     *
     * @param command 1 to 32 of {@code a-z0-9_}, without slash
     * @param description 1 to 256 characters
     */
    public record Command(String command, String description) implements Serializable {}

    /**
     * Who sees the commands.
     *
     * @param type e.g. {@code all_private_chats}, {@code all_group_chats}, {@code chat}
     * @param chatId for the types that are about one chat
     * @see <a href="https://core.telegram.org/bots/api#botcommandscope">BotCommandScope</a>
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Scope(
            String type, @JsonProperty("chat_id") @Nullable String chatId) implements Serializable {
        /** All private chats. */
        public static final Scope PRIVATE_CHATS = new Scope("all_private_chats", null);
    }
}
