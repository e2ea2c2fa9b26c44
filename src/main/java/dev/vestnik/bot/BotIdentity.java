package dev.vestnik.bot;

import org.jspecify.annotations.Nullable;

/** Who this bot is in Telegram: known once Telegram has been asked. Tells which messages of a group are addressed to the bot. */
public final class BotIdentity {
    private volatile @Nullable User user;

    private record User(long id, String username) {}

    /** @param username without the at sign */
    public void known(long id, String username) {
        user = new User(id, username);
    }

    /** The name of the bot, without the at sign; null: not known yet. */
    public @Nullable String username() {
        User known = user;
        return known == null || known.username().isEmpty() ? null : known.username();
    }

    /** Whether this is the name of the bot; upper and lower case are the same. */
    boolean isNamed(String username) {
        User known = user;
        return known != null && known.username().equalsIgnoreCase(username);
    }

    /** Whether this is the id of the bot. */
    boolean is(long id) {
        User known = user;
        return known != null && known.id() == id;
    }
}
