package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.directory.Person;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.NaturalOrder;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.RelativeTime;
import dev.vestnik.text.StatusNames;
import dev.vestnik.text.Truncation;
import dev.vestnik.text.ZoneName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /open}: lists the open incidents of the member's areas: the most urgent first, of these the oldest, of equal age by
 * their titles. Long lists have pages, which buttons turn in place.
 */
public final class OpenCommand {
    /** The first part of the callback data {@code open:<page>}, counted from 0. */
    private static final String BUTTON = "open";

    private static final int PAGE_LINES = 20;

    /** UTF-16 units with mark-up; leaves room for the heading, see {@link MessageLines}. */
    private static final int PAGE_LENGTH = 3_600;

    private static final int MAX_READ = 5_000;
    private static final int MAX_TITLE_LENGTH = 80;

    private final IncidentStore incidents;
    private final AreaNames areas;
    private final StatusNames statuses;
    private final ZoneId defaultZone;
    private final Clock clock;

    /** @param defaultZone the zone of people whose own is not in the directory */
    public OpenCommand(
            IncidentStore incidents, AreaNames areas, StatusNames statuses, ZoneId defaultZone, Clock clock) {
        this.incidents = incidents;
        this.areas = areas;
        this.statuses = statuses;
        this.defaultZone = defaultZone;
        this.clock = clock;
    }

    /** Shows the first page. */
    public List<Reply> show(ConversationContext context) {
        List<List<Html>> pages = pages(context);
        return List.of(context.reply(text(pages, 0, context.phrases()), buttons(pages.size(), 0)));
    }

    /** Handles a press on a button: shows its page, as the incidents are now. */
    public List<Reply> turn(ConversationContext context) {
        List<List<Html>> pages = pages(context);
        int page = Math.min(number(context.callbackArgument()), Math.max(0, pages.size() - 1));
        return context.edit(null, text(pages, page, context.phrases()), buttons(pages.size(), page));
    }

    private static int number(String argument) {
        return argument.matches("[0-9]{1,4}") ? Integer.parseInt(argument) : 0;
    }

    private static Html text(List<List<Html>> pages, int page, Phrases phrases) {
        if (pages.isEmpty()) {
            return phrases.html("open.none");
        }
        int all = pages.stream().mapToInt(List::size).sum();
        MessageLines text = new MessageLines().add(phrases.html("open.head", all));
        pages.get(page).forEach(text::add);
        if (pages.size() > 1) {
            text.add(phrases.html("open.page", page + 1, pages.size()));
        }
        return text.together();
    }

    private static @Nullable InlineKeyboard buttons(int pages, int page) {
        List<Button> row = new ArrayList<>();
        if (page > 0) {
            row.add(new Button("◀ " + page, BUTTON + ":" + (page - 1)));
        }
        if (page < pages - 1) {
            row.add(new Button(page + 2 + " ▶", BUTTON + ":" + (page + 1)));
        }
        return row.isEmpty() ? null : new InlineKeyboard(List.of(row));
    }

    private List<List<Html>> pages(ConversationContext context) {
        Person person = context.requireMember().person();
        ZoneId zone = Objects.requireNonNullElse(person.zone(), defaultZone);
        Instant now = clock.instant();
        List<List<Html>> pages = new ArrayList<>();
        List<Html> page = new ArrayList<>();
        int length = 0;
        for (Incident incident : sorted(incidents.openFor(person, MAX_READ))) {
            Html line = line(incident, now, zone, context.phrases());
            if (page.size() == PAGE_LINES
                    || (!page.isEmpty() && length + line.code().length() > PAGE_LENGTH)) {
                pages.add(page);
                page = new ArrayList<>();
                length = 0;
            }
            page.add(line);
            length += line.code().length() + 1;
        }
        if (!page.isEmpty()) {
            pages.add(page);
        }
        return pages;
    }

    /** A flood opens its incidents within a second, so that within it the title counts. */
    private List<Incident> sorted(List<Incident> open) {
        return open.stream()
                .sorted(Comparator.<Incident>comparingInt(incident -> statuses.rank(incident.status()))
                        .thenComparing(incident -> incident.opened().truncatedTo(ChronoUnit.SECONDS))
                        .thenComparing(Incident::title, new NaturalOrder())
                        .thenComparing(Incident::key, new NaturalOrder()))
                .toList();
    }

    private Html line(Incident incident, Instant now, ZoneId zone, Phrases phrases) {
        String area = incident.area();
        String where = area == null ? phrases.plain("open.no-area") : areas.name(area);
        Instant opened = incident.opened();
        return phrases.html(
                "open.line",
                statuses.emoji(incident.status()),
                Truncation.to(MAX_TITLE_LENGTH, incident.title()),
                where,
                phrases.plain(
                        "open.since",
                        phrases.shortTime().format(opened, now, zone),
                        ZoneName.of(zone, opened, phrases.language()),
                        RelativeTime.of(Duration.between(opened, now), phrases)));
    }
}
