package dev.vestnik.config;

import dev.vestnik.start.settings.Role;
import dev.vestnik.start.settings.SandboxMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Every setting under {@code vestnik.*}, with its meaning and unit; the defaults stand, commented, in
 * {@code application.yml}.
 *
 * @param botName the bot's name: key prefix, Camel context name, metric tag
 * @param roles what this process does
 * @param consumerName this process's name in the consumer groups
 * @param sandbox whether the sandbox takes Telegram's place
 * @param flushConsumers at start, take over what dead consumers had pending and remove them
 * @param flushAreas at start, drop the areas and load them anew
 * @param flushRangeips at start, drop the ranges and load them anew
 * @param defaultArea the area of events that name none and whose IP is in no range; null: administrators get those
 * @param language the language of people whose own is not known, {@code ru} or {@code en}
 * @param httpTokens who may post events: token by name; empty: the endpoint is off
 * @param admin who may log in to Hawtio
 */
@ConfigurationProperties("vestnik")
public record VestnikProperties(
        String botName,
        Set<Role> roles,
        String consumerName,
        SandboxMode sandbox,
        boolean flushConsumers,
        boolean flushAreas,
        boolean flushRangeips,
        @Nullable String defaultArea,
        String language,
        @DefaultValue Map<String, String> httpTokens,
        Admin admin,
        Telegram telegram,
        Redis redis,
        Directory directory,
        Inbox inbox,
        Delivery delivery,
        Retention retention,
        List<StatusProperties> statuses) {

    /**
     * Who may log in to Hawtio and Jolokia.
     *
     * @param password null: one is made at each start, and printed
     */
    public record Admin(String user, @Nullable String password) {
        /** Never shows the password. */
        @Override
        public String toString() {
            return "Admin[user=" + user + "]";
        }
    }

    /**
     * Where and as whom Vestnik talks to Telegram.
     *
     * @param token from BotFather; null: none given
     * @param baseUri the Bot API server
     * @param proxy {@code http://host:port}, {@code socks5://} or {@code socks4://}; null: none
     */
    public record Telegram(
            @Nullable String token,
            String baseUri,
            @Nullable String proxy) {
        /** Never shows the token. */
        @Override
        public String toString() {
            return "Telegram[baseUri=" + baseUri + "]";
        }
    }

    /**
     * @param url {@code redis://}, {@code rediss://}, {@code redis-sentinel://} or {@code embedded}; null: not given
     * @param folder where the embedded Redis keeps its data, and processes on one folder find each other
     * @param patience how long the start waits for a Redis that does not answer
     * @param visibility how long what a process has in work stays its own without a sign of life
     */
    public record Redis(@Nullable String url, Path folder, Duration patience, Duration visibility) {
        /** Never shows a password. */
        @Override
        public String toString() {
            return "Redis[folder=" + folder + "]";
        }
    }

    /**
     * @param folder where {@code people.csv}, {@code areas.csv} and {@code rangeips.csv} are
     * @param maxRemovals the largest part of the people, 0 to 1, that a new file may log out
     * @param interval how often the files are checked for changes
     */
    public record Directory(Path folder, double maxRemovals, Duration interval) {}

    /** @param interval how often the inbox is swept into the stream of events */
    public record Inbox(Duration interval) {}

    /**
     * @param perBot messages of the bot in all, e.g. {@code 30/s}, {@code 30/s,10} (10 of them at once), or {@code unlimited}
     * @param perChat messages in one private chat
     * @param perChatBurst how many messages may go to an idle chat at once
     * @param perGroup messages in one group
     * @param merge whether what waits for a chat is merged into one message
     */
    public record Delivery(String perBot, String perChat, int perChatBurst, String perGroup, boolean merge) {}

    /**
     * How long what grows is kept.
     *
     * @param events the text of events, what of the stream of events is dispatched, and what was rejected
     * @param deadLetters dead letters that nobody has replayed or discarded
     * @param seen the mark that an id was dispatched
     * @param incidents closed incidents
     * @param untouched an open incident without a new event closes itself after this
     * @param scenes the state of a conversation
     * @param ledger what became of each event for each person
     */
    public record Retention(
            Duration events,
            Duration deadLetters,
            Duration seen,
            Duration incidents,
            Duration untouched,
            Duration scenes,
            Duration ledger) {}

    /** See {@link dev.vestnik.event.Status}. */
    public record StatusProperties(
            String name,
            int rank,
            String emoji,
            Map<String, String> names,
            boolean opens,
            boolean closes,
            boolean wakes) {}
}
