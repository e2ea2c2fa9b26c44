package dev.vestnik.bot;

import dev.vestnik.text.Phrases;
import java.util.Locale;

/** What can be said to the bot, in the order that people see. */
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

    /** As people write it, without the slash. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it does, in a few words. */
    public String description(Phrases phrases) {
        return phrases.plain("command." + word());
    }
}
