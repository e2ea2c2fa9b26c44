package dev.vestnik.bot;

import dev.vestnik.text.Html;
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

    /** The command as people write it in a group, e.g. {@code /bind@vestnik_bot}; a tap on it sends it. */
    public Html inGroup(Command command) {
        String name = username();
        return new Html("/" + command.word() + (name == null ? "" : "@" + name));
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
