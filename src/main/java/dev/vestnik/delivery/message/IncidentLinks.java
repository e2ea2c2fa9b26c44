package dev.vestnik.delivery.message;

import dev.vestnik.text.Html;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of incidents as links: a tap sends {@code /start i_<number>} to the bot, which shows the card
 * (https://core.telegram.org/bots/features#deep-linking).
 */
public final class IncidentLinks {
    private final Supplier<@Nullable String> bot;

    /** @param bot the name of the bot, without the at sign; null while it is not known: then numbers are no links */
    public IncidentLinks(Supplier<@Nullable String> bot) {
        this.bot = bot;
    }

    /** E.g. {@code #1234}; Telegram does not take a number for a hashtag. */
    public Html of(long number) {
        String label = "#" + number;
        String name = bot.get();
        return name == null
                ? new Html(label)
                : Html.EMPTY.link(URI.create("https://t.me/" + name + "?start=i_" + number), label);
    }
}
