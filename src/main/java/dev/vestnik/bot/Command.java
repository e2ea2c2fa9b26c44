package dev.vestnik.bot;

import dev.vestnik.text.Phrases;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The commands of the bot, in the order in which help and menu show them. */
public enum Command {
    START,
    POOLON,
    POOLOFF,
    OPEN,
    WHO,
    SILENCE,
    SILENCES,
    SELECT,
    ENABLE,
    DISABLE,
    ME,
    LANGUAGE,
    TEST,
    READY,
    DRILL,
    PEOPLE,
    DIRECTORY,
    ROUTES,
    SAY,
    BIND,
    UNBIND,
    HELP,
    RESTART,
    LOGOUT;

    /** The command as people write it, without the slash. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the update is a command with arguments that it does not take. */
    public static boolean refusesArguments(IncomingUpdate update) {
        return !update.arguments().isEmpty()
                && Arrays.stream(values())
                        .filter(command -> !command.takesArguments())
                        .anyMatch(command -> command.word().equals(update.command()));
    }

    /** Whether this word is a command that only administrators may give. */
    public static boolean isForAdministrators(@Nullable String word) {
        return Arrays.stream(values())
                .anyMatch(
                        command -> command.forAdministrators() && command.word().equals(word));
    }

    /** Whether only administrators may give the command; for others neither menu nor help shows it. */
    public boolean forAdministrators() {
        return switch (this) {
            case READY, DRILL, PEOPLE, DIRECTORY, ROUTES, SAY, BIND, UNBIND -> true;
            default -> false;
        };
    }

    /** A link to the bot may add some to /start. */
    private boolean takesArguments() {
        return switch (this) {
            case START, POOLON, LANGUAGE, SILENCE, DRILL, ROUTES, SAY, BIND, UNBIND -> true;
            default -> false;
        };
    }

    /** A short description for the user. */
    public String description(Phrases phrases) {
        return phrases.plain("command." + word());
    }
}
