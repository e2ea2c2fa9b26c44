package dev.vestnik.delivery.group;

import dev.vestnik.delivery.message.CardComposer;
import dev.vestnik.delivery.message.CardComposer.Frame;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.delivery.message.IncidentLinks;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.card.CardState;
import dev.vestnik.incident.group.Binding;
import dev.vestnik.incident.group.GroupCopies;
import dev.vestnik.outbox.CardContent;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.text.Html;
import dev.vestnik.text.InlineButtons;
import dev.vestnik.text.InlineButtons.Style;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.TelegramLink;
import dev.vestnik.text.TextSanitizer;
import dev.vestnik.text.Truncation;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Composes what a group sees of incidents: title, status, number, area, owner and times. Text, labels, address, link and notes
 * only if the binding says so; who was told never.
 */
public final class GroupCopyComposer {
    private static final String SEPARATOR = " · ";

    /** UTF-16 units of the text of an event; the card in a private chat shows the whole. */
    private static final int MAX_TEXT = 1_000;

    /** Lines of a digest. */
    private static final int MAX_LINES = 20;

    /** UTF-16 units of a title in a line, and of a name. */
    private static final int MAX_TITLE = 60;

    private static final int MAX_NAME = 30;

    private final CardComposer cards;
    private final IncidentLinks links;
    private final Function<String, Optional<Event>> events;
    private final Statuses statuses;
    private final Function<String, String> areas;
    private final ZoneId zone;

    /**
     * @param events the event of a reference; empty: it has expired
     * @param areas the name of an area
     * @param zone of the times that groups see
     */
    public GroupCopyComposer(
            CardComposer cards,
            IncidentLinks links,
            Function<String, Optional<Event>> events,
            Statuses statuses,
            Function<String, String> areas,
            ZoneId zone) {
        this.cards = cards;
        this.links = links;
        this.events = events;
        this.statuses = statuses;
        this.areas = areas;
        this.zone = zone;
    }

    /** @param edits the id of the message that it replaces; null: it is a new message */
    ComposedMessage open(CardState state, Binding binding, @Nullable Long edits) {
        PendingEvent event = event(state, binding);
        String keyboard = keyboard(state, binding, event.event());
        return cards.open(content(state, binding), event, 0, new Frame(List.of(), keyboard, edits, false));
    }

    ComposedMessage closed(CardState state, Binding binding, @Nullable Long edits) {
        Frame frame = new Frame(List.of(), null, edits, false);
        return cards.closed(content(state, binding), problem(state, binding), 0, frame);
    }

    /**
     * A message that is not the copy, or not any more.
     *
     * @param note the key of the text that says why
     */
    ComposedMessage ended(CardState state, Binding binding, String note, long message) {
        Frame frame = new Frame(List.of(), null, message, false);
        return cards.ended(content(state, binding), problem(state, binding), note, frame);
    }

    /** Several incidents, the most urgent first, free ones before the others, and the closed ones counted. */
    ComposedMessage digest(List<CardState> states, Binding binding, @Nullable Long edits) {
        Phrases phrases = Phrases.in(binding.language());
        List<CardState> open = states.stream()
                .filter(state -> state.incident().open())
                .sorted(Comparator.comparing((CardState state) -> rank(state.incident()))
                        .thenComparing(state -> state.owner() != null)
                        .thenComparing(state -> state.incident().number()))
                .toList();
        String incidents = phrases.counted("storm.incidents.", states.size()).code();
        List<Html> lines = new ArrayList<>();
        lines.add(Html.EMPTY.bold(
                open.isEmpty()
                        ? phrases.plain("storm.over", incidents)
                        : phrases.plain("storm.head", incidents, counts(open))));
        if (!open.isEmpty()) {
            long free = open.stream().filter(state -> state.owner() == null).count();
            lines.add(Html.of(phrases.plain(
                    "storm.counts",
                    Long.toString(free),
                    Long.toString(open.size() - free),
                    Integer.toString(states.size() - open.size()))));
        }
        boolean oneArea = binding.areas().size() == 1;
        open.stream().limit(MAX_LINES).map(state -> line(state, oneArea)).forEach(lines::add);
        if (open.size() > MAX_LINES) {
            lines.add(Html.of(phrases.plain("digest.more", Integer.toString(open.size() - MAX_LINES))));
        }
        if (!open.isEmpty()) {
            lines.add(Html.EMPTY.italic(phrases.plain("group.digest.cards")));
        }
        return new ComposedMessage.Text(Html.join("\n", lines).code(), false, List.of(), null, edits);
    }

    /** @param oneArea whether the place shows no other areas, so that the line needs not name it */
    private Html line(CardState state, boolean oneArea) {
        Incident incident = state.incident();
        Owner owner = state.owner();
        Html line = Html.of(emoji(incident) + " ")
                .add(links.of(incident.number()))
                .text(" " + Truncation.to(MAX_TITLE, TextSanitizer.line(incident.title())));
        if (incident.area() != null && !oneArea) {
            line = line.text(SEPARATOR + TextSanitizer.line(areas.apply(incident.area())));
        }
        return owner == null ? line : line.text(SEPARATOR + "👤 " + name(owner));
    }

    /** The number of incidents of each status, the most urgent first. */
    private String counts(List<CardState> open) {
        Map<Integer, List<Incident>> byRank = open.stream()
                .map(CardState::incident)
                .collect(Collectors.groupingBy(this::rank, TreeMap::new, Collectors.toList()));
        return byRank.values().stream()
                .map(same -> emoji(same.get(0)) + " " + same.size())
                .collect(Collectors.joining(SEPARATOR));
    }

    private @Nullable String keyboard(CardState state, Binding binding, Event event) {
        Phrases phrases = Phrases.in(binding.language());
        Incident incident = state.incident();
        Owner owner = state.owner();
        String seen = incident.number() + ":" + incident.generation();
        InlineButtons buttons = new InlineButtons().row();
        if (owner == null) {
            buttons.press(phrases.plain("card.take"), "take:" + seen, Style.PRIMARY);
        } else {
            buttons.press(phrases.plain("card.takeover"), "takeover:" + seen + ":" + owner.chat(), Style.NONE);
        }
        if (event.url() != null && TelegramLink.isClickable(event.url())) {
            buttons.row().link(phrases.plain("event.more"), event.url());
        }
        return buttons.json();
    }

    private CardContent content(CardState state, Binding binding) {
        List<HistoryEntry> history = state.history().stream()
                .filter(entry -> binding.text() || entry.kind() != HistoryEntry.Kind.NOTED)
                .toList();
        return new CardContent(
                new ReaderLocale(binding.language(), zone),
                binding.chat(),
                new CardState(state.incident(), state.owner(), state.card(), history, state.told()),
                null,
                null,
                List.of(),
                0,
                null);
    }

    /** What the group may see of the event that the incident shows. */
    private PendingEvent event(CardState state, Binding binding) {
        return event(state.incident(), state.incident().event(), binding);
    }

    /** The same of the event that the copy showed last: a problem, and not its end. */
    private PendingEvent problem(CardState state, Binding binding) {
        String ref = state.card() == null ? null : GroupCopies.eventOf(state.card());
        return event(state.incident(), ref == null ? state.incident().event() : ref, binding);
    }

    /** What is known of an event that has expired comes from the incident. */
    private PendingEvent event(Incident incident, String ref, Binding binding) {
        Event event = events.apply(ref).orElse(null);
        Event source = binding.text() ? event : null;
        Event shown = new Event(
                null,
                null,
                event == null ? incident.status() : event.status(),
                event == null ? incident.title() : event.title(),
                source == null || source.text() == null ? null : text(source.text(), binding),
                source == null ? null : source.ip(),
                incident.area(),
                List.of(),
                event == null ? incident.updated() : event.time(),
                null,
                source == null ? null : source.url(),
                source == null ? null : source.source(),
                source == null ? Map.of() : source.labels());
        return new PendingEvent("", new OutboxEntry(binding.chat(), ref, Why.DUTY), shown);
    }

    private static String text(String text, Binding binding) {
        return text.length() <= MAX_TEXT
                ? text
                : Truncation.toLength(MAX_TEXT, text) + "\n"
                        + Phrases.in(binding.language()).plain("group.text.whole");
    }

    private int rank(Incident incident) {
        return statuses.named(incident.status()).map(Status::rank).orElse(Integer.MAX_VALUE);
    }

    private String emoji(Incident incident) {
        return statuses.named(incident.status()).map(Status::emoji).orElse("⚪");
    }

    private static String name(Owner owner) {
        return Truncation.to(MAX_NAME, TextSanitizer.line(owner.name()));
    }
}
