package dev.vestnik.bot;

import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The commands that Telegram shows in its menu.
 *
 * @see <a href="https://core.telegram.org/bots/api#setmycommands">setMyCommands</a>
 */
public final class CommandMenu {
    private final Languages languages;

    public CommandMenu(Languages languages) {
        this.languages = languages;
    }

    /** One list per language, and one without a language code for all other languages. */
    public List<Listing> listings() {
        return Arrays.asList(null, "ru", "en").stream().map(this::listing).toList();
    }

    /**
     * The list for one chat.
     *
     * @param administrator whether it has the commands of administrators too
     */
    public Listing of(String language, boolean administrator) {
        return listing(language, administrator);
    }

    private Listing listing(@Nullable String language) {
        return listing(language, false);
    }

    private Listing listing(@Nullable String language, boolean administrator) {
        Phrases phrases = languages.in(Objects.requireNonNullElse(language, "en"));
        return new Listing(
                language,
                Arrays.stream(Command.values())
                        .filter(command -> administrator || !command.forAdministrators())
                        .map(command -> new Line(command.word(), command.description(phrases)))
                        .toList());
    }

    /**
     * The commands in one language.
     *
     * @param languageCode ISO 639-1; null: for users whose language has no list
     */
    public record Listing(@Nullable String languageCode, List<Line> commands) {}

    /**
     * One command.
     *
     * @param command without slash, 1 to 32 characters
     * @param description 1 to 256 characters
     */
    public record Line(String command, String description) {}
}
