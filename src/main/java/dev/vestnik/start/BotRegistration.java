package dev.vestnik.start;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.bot.BotIdentity;
import dev.vestnik.bot.CommandMenu;
import dev.vestnik.component.telegram.AsyncTelegramComponent;
import dev.vestnik.component.telegram.BotApi;
import dev.vestnik.component.telegram.TelegramRefusedException;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.redis.BotKeyOwnership;
import dev.vestnik.start.settings.Roles;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;

/**
 * Before the routes start: asks Telegram for the bot ({@code getMe}), checks that the keys in Redis belong to it, and
 * registers the list of commands in each language. The start goes on if Telegram cannot be reached; it is refused if
 * Telegram rejects the token.
 */
@Order(BotRegistration.ORDER)
public final class BotRegistration implements CamelContextConfiguration {
    static final int ORDER = 0;

    private static final Logger LOG = LoggerFactory.getLogger(BotRegistration.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final BotKeyOwnership identity;
    private final CommandMenu commands;
    private final Roles roles;
    private final BotIdentity bot;
    private final Runnable chatMenus;

    /** @param chatMenus shows the lists of commands of single chats */
    public BotRegistration(
            BotKeyOwnership identity, CommandMenu commands, Roles roles, BotIdentity bot, Runnable chatMenus) {
        this.chatMenus = chatMenus;
        this.bot = bot;
        this.identity = identity;
        this.commands = commands;
        this.roles = roles;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        BotApi telegram =
                context.getComponent("telegram", AsyncTelegramComponent.class).botApi();
        identity.require(telegram.botId());
        if (known(telegram) && roles.bot()) {
            commands.listings().forEach(listing -> register(telegram, listing));
            chatMenus.run();
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {}

    private boolean known(BotApi telegram) {
        try {
            JsonNode me = telegram.call("getMe", null, PATIENCE).get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
            bot.known(me.path("id").asLong(), me.path("username").asText());
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TelegramRefusedException refused
                    && (refused.errorCode() == UNAUTHORIZED || refused.errorCode() == NOT_FOUND)) {
                throw new StartRefusedException("Telegram does not know this token (it answers " + refused.errorCode()
                        + "): set TELEGRAM_BOT_TOKEN to the one that BotFather shows for your bot.");
            }
            LOG.warn("Telegram cannot be asked who this bot is; going on: {}", failed.getMessage());
        } catch (TimeoutException slow) {
            LOG.warn("Telegram does not answer who this bot is within {} s; going on", PATIENCE.toSeconds());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static void register(BotApi telegram, CommandMenu.Listing listing) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("commands", listing.commands());
        if (listing.languageCode() != null) {
            parameters.put("language_code", listing.languageCode());
        }
        var unused = telegram.call("setMyCommands", parameters).whenComplete((done, failed) -> {
            if (failed != null) {
                LOG.warn("The list of commands was not registered: {}", failed.getMessage());
            }
        });
    }
}
