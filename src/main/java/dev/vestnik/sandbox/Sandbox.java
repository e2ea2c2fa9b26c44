package dev.vestnik.sandbox;

import dev.vestnik.sandbox.chat.Account;
import dev.vestnik.sandbox.chat.SandboxGroup;
import dev.vestnik.sandbox.protocol.SandboxJson;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory substitute for Telegram: people, groups, and bots by token. A restart loses everything. Message and update
 * ids start at the current time, so that they keep growing across restarts.
 */
public final class Sandbox {
    /**
     * Ids start at the time in hundredths of a second, so that ids after a restart are above those before it. They have 31
     * bits, as Telegram's do, so they wrap every eight months; the margin is for the ids issued after the start.
     */
    private static final long ID_CYCLE = Integer.MAX_VALUE - 50_000_000L;

    private final Clock clock;
    private final Settings settings;
    private final int firstId;
    private final Map<Long, Account> accounts = new ConcurrentSkipListMap<>();
    private final Map<Long, SandboxGroup> groups = new ConcurrentSkipListMap<>(Collections.reverseOrder());
    private final Map<String, SandboxBot> bots = new ConcurrentHashMap<>();
    private final SandboxBot bot;

    /**
     * Bounds of the memory used.
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

    /** @param token of the first bot, {@code 123456:letters} */
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

    /** All message and update ids are above it. */
    int firstId() {
        return firstId;
    }

    /** The first bot, which the page shows. */
    public SandboxBot bot() {
        return bot;
    }

    /** The bot with this token, or null. */
    public @Nullable SandboxBot bot(String token) {
        return bots.get(token);
    }

    /** Adds a bot, or returns the one that has this token. */
    public SandboxBot addBot(String token, String name, String username) {
        int colon = token.indexOf(':');
        if (colon < 1 || !token.substring(0, colon).matches("\\d{1,15}") || token.length() == colon + 1) {
            throw new IllegalArgumentException("a token is the bot's id, a colon and a secret");
        }
        long id = Long.parseLong(token.substring(0, colon));
        return bots.computeIfAbsent(token, first -> new SandboxBot(id, name, username, this));
    }

    /** Adds a person, or replaces the one with this id. */
    public void add(Account account) {
        accounts.put(account.id(), account);
        bot.changes().publish(() -> SandboxJson.object().put("type", "people"));
    }

    /** Adds a group, or replaces the one with this id. */
    public void add(SandboxGroup group) {
        groups.put(group.id(), group);
        bot.changes().publish(() -> SandboxJson.object().put("type", "people"));
    }

    /** In ascending order of id. */
    public Collection<Account> accounts() {
        return Collections.unmodifiableCollection(accounts.values());
    }

    /** Oldest first. */
    public Collection<SandboxGroup> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    public @Nullable Account account(long id) {
        return accounts.get(id);
    }

    public @Nullable SandboxGroup group(long id) {
        return groups.get(id);
    }

    /** Ends all long polls, so that they do not delay the end of the process. */
    public void release() {
        bots.values().forEach(each -> each.updates().release());
    }

    boolean knows(long chat) {
        return chat > 0 ? accounts.containsKey(chat) : groups.containsKey(chat);
    }
}
