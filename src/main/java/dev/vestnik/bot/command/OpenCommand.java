package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.directory.Person;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.Owner;
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
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /open}: lists the open incidents of the member's areas: the most urgent first, of these the free ones, of these the
 * oldest, of equal age by their titles. Or those that the member owns. Buttons open the card of an incident, and turn the pages
 * of a long list in place.
 */
public final class OpenCommand {
    /** The first part of the callback data {@code open:<page>} and {@code open:<page>:mine}; pages are counted from 0. */
    private static final String BUTTON = "open";

    private static final String MINE = ":mine";

    /** The first part of the callback data {@code card:<number>}. */
    private static final String CARD_BUTTON = "card";

    private static final String SILENCED = "🔇";
    private static final int PAGE_LINES = 20;
    private static final int NUMBERS_IN_ROW = 5;

    /** UTF-16 units with mark-up; leaves room for the heading, see {@link MessageLines}. */
    private static final int PAGE_LENGTH = 3_600;

    private static final int MAX_READ = 5_000;
    private static final int MAX_TITLE_LENGTH = 80;

    private final IncidentStore incidents;
    private final IncidentOwners owners;
    private final AreaNames areas;
    private final StatusNames statuses;
    private final ZoneId defaultZone;
    private final Clock clock;

    /** @param defaultZone the zone of people whose own is not in the directory */
    public OpenCommand(
            IncidentStore incidents,
            IncidentOwners owners,
            AreaNames areas,
            StatusNames statuses,
            ZoneId defaultZone,
            Clock clock) {
        this.incidents = incidents;
        this.owners = owners;
        this.areas = areas;
        this.statuses = statuses;
        this.defaultZone = defaultZone;
        this.clock = clock;
    }

    /** What one message shows. */
    private record Page(List<Html> lines, List<Long> numbers) {}

    /**
     * The whole list.
     *
     * @param mine whether it has only what the member owns
     * @param owned whether the member owns something
     * @param silenced how many of the incidents are silenced
     */
    private record Pages(List<Page> all, boolean mine, boolean owned, int silenced) {
        int incidents() {
            return all.stream().mapToInt(page -> page.lines().size()).sum();
        }
    }

    /** Shows the first page. */
    public List<Reply> show(ConversationContext context) {
        Pages pages = pages(context, false);
        return List.of(context.reply(text(pages, 0, context.phrases()), buttons(pages, 0, context.phrases())));
    }

    /** Handles a press on a button of another message: shows the first page as a new message. */
    public List<Reply> showPressed(ConversationContext context) {
        List<Reply> replies = new ArrayList<>(List.of(context.answerCallback(null)));
        replies.addAll(show(context));
        return replies;
    }

    /** Handles a press on a button: shows its page, as the incidents are now. */
    public List<Reply> turn(ConversationContext context) {
        String argument = context.callbackArgument();
        boolean mine = argument.endsWith(MINE);
        Pages pages = pages(context, mine);
        int wanted = number(mine ? argument.substring(0, argument.length() - MINE.length()) : argument);
        int page = Math.min(wanted, Math.max(0, pages.all().size() - 1));
        return context.edit(null, text(pages, page, context.phrases()), buttons(pages, page, context.phrases()));
    }

    private static int number(String argument) {
        return argument.matches("[0-9]{1,4}") ? Integer.parseInt(argument) : 0;
    }

    private static Html text(Pages pages, int page, Phrases phrases) {
        if (pages.all().isEmpty()) {
            return phrases.html(pages.mine() ? "open.none-mine" : "open.none");
        }
        MessageLines text = new MessageLines()
                .add(phrases.html(pages.mine() ? "open.head-mine" : "open.head", Integer.toString(pages.incidents())));
        if (pages.silenced() > 0) {
            text.add(phrases.html("open.silenced", Integer.toString(pages.silenced())));
        }
        pages.all().get(page).lines().forEach(text::add);
        if (pages.all().size() > 1) {
            text.add(phrases.html("open.page", page + 1, pages.all().size()));
        }
        return text.together();
    }

    private static @Nullable InlineKeyboard buttons(Pages pages, int page, Phrases phrases) {
        List<List<Button>> rows = new ArrayList<>();
        List<Long> numbers =
                pages.all().isEmpty() ? List.of() : pages.all().get(page).numbers();
        for (int i = 0; i < numbers.size(); i += NUMBERS_IN_ROW) {
            rows.add(numbers.subList(i, Math.min(i + NUMBERS_IN_ROW, numbers.size())).stream()
                    .map(number -> new Button("#" + number, CARD_BUTTON + ":" + number))
                    .toList());
        }
        List<Button> turning = new ArrayList<>();
        String filter = pages.mine() ? MINE : "";
        if (page > 0) {
            turning.add(new Button("◀ " + page, BUTTON + ":" + (page - 1) + filter));
        }
        if (pages.mine()) {
            turning.add(new Button(phrases.plain("open.all"), BUTTON + ":0"));
        } else if (pages.owned()) {
            turning.add(new Button(phrases.plain("open.mine"), BUTTON + ":0" + MINE));
        }
        if (page < pages.all().size() - 1) {
            turning.add(new Button(page + 2 + " ▶", BUTTON + ":" + (page + 1) + filter));
        }
        if (!turning.isEmpty()) {
            rows.add(turning);
        }
        return rows.isEmpty() ? null : new InlineKeyboard(rows);
    }

    private Pages pages(ConversationContext context, boolean mine) {
        Person person = context.requireMember().person();
        ZoneId zone = Objects.requireNonNullElse(person.zone(), defaultZone);
        Instant now = clock.instant();
        List<Incident> found = mine ? owners.ownedBy(context.chat()) : incidents.openFor(person, MAX_READ);
        Map<String, Owner> owned =
                owners.owners(found.stream().map(Incident::key).toList());
        List<Page> pages = new ArrayList<>();
        Page page = new Page(new ArrayList<>(), new ArrayList<>());
        int length = 0;
        for (Incident incident : sorted(found, owned)) {
            Html line = line(incident, owned.get(incident.key()), now, zone, context.phrases());
            int lines = page.lines().size();
            if (lines == PAGE_LINES || (lines > 0 && length + line.code().length() > PAGE_LENGTH)) {
                pages.add(page);
                page = new Page(new ArrayList<>(), new ArrayList<>());
                length = 0;
            }
            page.lines().add(line);
            if (incident.number() > 0) {
                page.numbers().add(incident.number());
            }
            length += line.code().length() + 1;
        }
        if (!page.lines().isEmpty()) {
            pages.add(page);
        }
        return new Pages(pages, mine, owned.values().stream().anyMatch(owner -> owner.chat() == context.chat()), (int)
                found.stream().filter(Incident::isSilenced).count());
    }

    /** A flood opens its incidents within a second, so that within it the title counts. */
    private List<Incident> sorted(List<Incident> open, Map<String, Owner> owned) {
        return open.stream()
                .sorted(Comparator.<Incident>comparingInt(incident -> statuses.rank(incident.status()))
                        .thenComparing(incident -> owned.containsKey(incident.key()))
                        .thenComparing(incident -> incident.opened().truncatedTo(ChronoUnit.SECONDS))
                        .thenComparing(Incident::title, new NaturalOrder())
                        .thenComparing(Incident::key, new NaturalOrder()))
                .toList();
    }

    private Html line(Incident incident, @Nullable Owner owner, Instant now, ZoneId zone, Phrases phrases) {
        String area = incident.area();
        String where = area == null ? phrases.plain("open.no-area") : areas.name(area);
        Instant opened = incident.opened();
        Html emoji = Html.of((incident.isSilenced() ? SILENCED : "") + statuses.emoji(incident.status()));
        Html line = phrases.html(
                "open.line",
                incident.number() > 0 ? new Html(emoji + " #" + incident.number()) : emoji,
                Truncation.to(MAX_TITLE_LENGTH, incident.title()),
                where,
                phrases.plain(
                        "open.since",
                        phrases.shortTime().format(opened, now, zone),
                        ZoneName.of(zone, opened, phrases.language()),
                        RelativeTime.of(Duration.between(opened, now), phrases)));
        return owner == null ? line : phrases.html("open.owned", line, owner.name());
    }
}
