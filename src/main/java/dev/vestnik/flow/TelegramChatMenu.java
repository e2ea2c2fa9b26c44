package dev.vestnik.flow;

import dev.vestnik.bot.ChatMenu;
import dev.vestnik.bot.CommandMenu;
import dev.vestnik.component.telegram.BotApi;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the lists of commands of single chats in Telegram. */
public final class TelegramChatMenu implements ChatMenu {
    private static final Logger LOG = LoggerFactory.getLogger(TelegramChatMenu.class);

    private final Supplier<BotApi> telegram;

    /** @param telegram asked with each call, since the component starts later */
    public TelegramChatMenu(Supplier<BotApi> telegram) {
        this.telegram = telegram;
    }

    @Override
    public void show(long chat, CommandMenu.Listing listing) {
        call("setMyCommands", Map.of("commands", listing.commands(), "scope", scope(chat)));
    }

    @Override
    public void forget(long chat) {
        call("deleteMyCommands", Map.of("scope", scope(chat)));
    }

    private static Map<String, Object> scope(long chat) {
        return Map.of("type", "chat", "chat_id", chat);
    }

    private void call(String method, Map<String, Object> parameters) {
        var unused = telegram.get().call(method, parameters).whenComplete((done, failed) -> {
            if (failed != null) {
                LOG.warn("The list of commands of a chat was not changed: {}", failed.getMessage());
            }
        });
    }
}
