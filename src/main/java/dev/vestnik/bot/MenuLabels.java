package dev.vestnik.bot;

import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys below the chat. A press comes back as text, in whatever language they were drawn. */
public final class MenuLabels {
    /** The commands that have a key; the others stand in Telegram's own list of commands. */
    public static final Set<Command> COMMANDS = EnumSet.of(
            Command.POOLON,
            Command.POOLOFF,
            Command.OPEN,
            Command.WHO,
            Command.SELECT,
            Command.ENABLE,
            Command.DISABLE,
            Command.ME,
            Command.HELP);

    private final Map<String, Command> byLabel = new HashMap<>();

    public MenuLabels(Languages texts) {
        for (String language : Languages.LANGUAGES) {
            COMMANDS.forEach(command -> byLabel.put(label(command, texts.in(language)), command));
        }
    }

    public static String label(Command command, Phrases phrases) {
        return phrases.plain("menu." + command.word());
    }

    /** The command whose key says this. */
    public Optional<Command> command(String text) {
        return Optional.ofNullable(byLabel.get(text.strip()));
    }
}
