package dev.vestnik.sandbox;

import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * A Telegram of one's own: people, groups, and bots by token. It is kept in memory. People and groups are the same
 * after a restart if they are added again; message and update ids go on growing, since they start at the time.
 */
public final class Sandbox {
    /**
     * Ids start at the hundredths of seconds that have passed, so that those of a restart are above those before it. They
     * have 31 bits, as Telegram's do, and so begin anew every eight months; the margin is for those given out then.
     */
    private static final long ID_CYCLE = Integer.MAX_VALUE - 50_000_000L;

    private final Clock clock;
    private final Settings settings;
    private final int firstId;
    private final Map<Long, Account> accounts = new ConcurrentSkipListMap<>();
    private final Map<Long, Group> groups = new ConcurrentSkipListMap<>(Collections.reverseOrder());
    private final Map<String, Bot> bots = new ConcurrentHashMap<>();
    private final Bot bot;

    /**
     * What bounds the memory.
     *
     * @param history messages kept of each chat
     * @param journal accepted calls kept of each bot
     */
    public record Settings(int history, int journal) {
        public static final Settings DEFAULT = new Settings(500, 50_000);

        public Settings {
            if (history < 1 || journal < 1) {
                throw new IllegalArgumentException("history and journal keep 1 or more");
            }
        }
    }

    /** @param token of the first bot, {@code 123456:letters}; the same one for the same data */
    public Sandbox(String token, Clock clock, Settings settings) {
        this.clock = clock;
        this.settings = settings;
        this.firstId = (int) (1000 + clock.millis() / 10 % ID_CYCLE);
        this.bot = addBot(token, "Vestnik", "vestnik_sandbox_bot");
    }

    Clock clock() {
        return clock;
    }

    Settings settings() {
        return settings;
    }

    /** All ids given out are above it. */
    int firstId() {
        return firstId;
    }

    /** The first bot, whom the page shows. */
    public Bot bot() {
        return bot;
    }

    /** The bot of this token; null: there is none. */
    public @Nullable Bot bot(String token) {
        return bots.get(token);
    }

    /** Adds a bot, or answers the one that has this token. */
    public Bot addBot(String token, String name, String username) {
        int colon = token.indexOf(':');
        if (colon < 1 || !token.substring(0, colon).matches("\\d{1,15}") || token.length() == colon + 1) {
            throw new IllegalArgumentException("a token is the bot's id, a colon and a secret");
        }
        long id = Long.parseLong(token.substring(0, colon));
        return bots.computeIfAbsent(token, first -> new Bot(id, name, username, this));
    }

    /** Adds a person, or changes the one of this id. */
    public void add(Account account) {
        accounts.put(account.id(), account);
        bot.changes().tell(() -> Json.object().put("type", "people"));
    }

    /** Adds a group, or changes the one of this id. */
    public void add(Group group) {
        groups.put(group.id(), group);
        bot.changes().tell(() -> Json.object().put("type", "people"));
    }

    /** By id. */
    public Collection<Account> accounts() {
        return Collections.unmodifiableCollection(accounts.values());
    }

    /** Oldest first. */
    public Collection<Group> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    public @Nullable Account account(long id) {
        return accounts.get(id);
    }

    public @Nullable Group group(long id) {
        return groups.get(id);
    }

    /** Lets go of whoever waits for updates, so that nothing holds up the end of the process. */
    public void release() {
        bots.values().forEach(each -> each.updates().release());
    }

    boolean knows(long chat) {
        return chat > 0 ? accounts.containsKey(chat) : groups.containsKey(chat);
    }
}
