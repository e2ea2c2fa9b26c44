package dev.vestnik.bot;

import dev.vestnik.text.Phrases;
import java.util.Locale;

/** The commands of the bot, in the order in which help and menu show them. */
public enum Command {
    START,
    POOLON,
    POOLOFF,
    OPEN,
    WHO,
    SELECT,
    ENABLE,
    DISABLE,
    ME,
    TEST,
    HELP,
    RESTART,
    LOGOUT;

    /** The command as people write it, without the slash. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A short description for the user. */
    public String description(Phrases phrases) {
        return phrases.plain("command." + word());
    }
}
