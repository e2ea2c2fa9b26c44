package dev.vestnik.bot;

import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The labels of the menu keyboard. Telegram sends a press as a text with the label, in the language of the keyboard shown. */
public final class MenuLabels {
    private static final Set<Command> COMMANDS = EnumSet.of(
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

    public MenuLabels(Languages languages) {
        for (String language : Languages.LANGUAGES) {
            COMMANDS.forEach(command -> byLabel.put(label(command, languages.in(language)), command));
        }
    }

    public static String label(Command command, Phrases phrases) {
        return phrases.plain("menu." + command.word());
    }

    /** The command with this label in any language. */
    public Optional<Command> command(String text) {
        return Optional.ofNullable(byLabel.get(text.strip()));
    }
}
