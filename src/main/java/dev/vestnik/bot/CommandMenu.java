package dev.vestnik.bot;

import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The list of commands that Telegram shows, to be registered by https://core.telegram.org/bots/api#setmycommands. */
public final class CommandMenu {
    private final Languages texts;

    public CommandMenu(Languages texts) {
        this.texts = texts;
    }

    /** One list for every language, and one for people of all others. */
    public List<Listing> listings() {
        return Arrays.asList(null, "ru", "en").stream().map(this::listing).toList();
    }

    private Listing listing(@Nullable String language) {
        Phrases phrases = texts.in(Objects.requireNonNullElse(language, "en"));
        return new Listing(
                language,
                Arrays.stream(Command.values())
                        .map(command -> new Line(command.word(), command.description(phrases)))
                        .toList());
    }

    /**
     * @param languageCode as {@code setMyCommands} wants it; null: for people whose language has no list of its own
     */
    public record Listing(@Nullable String languageCode, List<Line> commands) {}

    /**
     * @param command without slash, 1 to 32 characters
     * @param description 1 to 256 characters
     */
    public record Line(String command, String description) {}
}
