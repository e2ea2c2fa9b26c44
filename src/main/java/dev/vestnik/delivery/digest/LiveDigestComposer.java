package dev.vestnik.delivery.digest;

import dev.vestnik.delivery.message.AreaFinder;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.delivery.message.IncidentLinks;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.card.Storms;
import dev.vestnik.incident.card.Storms.Present;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.TextSanitizer;
import dev.vestnik.text.Truncation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Composes a live digest: at most 20 lines, however many events it has, with their total and the number of each status. */
public final class LiveDigestComposer {
    /** Lines of the message. */
    private static final int MAX_LINES = 20;

    /** UTF-16 units of a title and of a key in a line, so that 20 lines fit into a message. */
    private static final int MAX_TITLE = 80;

    private static final int MAX_KEY = 40;
    private static final String SEPARATOR = " · ";

    private final Statuses statuses;
    private final AreaFinder areas;
    private final Storms incidents;
    private final IncidentLinks links;
    private final Clock clock;

    /** @param incidents finds the numbers of incidents */
    public LiveDigestComposer(Statuses statuses, AreaFinder areas, Storms incidents, IncidentLinks links, Clock clock) {
        this.statuses = statuses;
        this.areas = areas;
        this.incidents = incidents;
        this.links = links;
        this.clock = clock;
    }

    /** A digest of these events. */
    public LiveDigest begin(List<PendingEvent> events) {
        return add(LiveDigest.begin(clock.instant()), events);
    }

    /** The digest with these events too. */
    public LiveDigest add(LiveDigest digest, List<PendingEvent> events) {
        Map<String, Present> present = present(events);
        List<EventGroup> groups =
                events.stream().map(pending -> group(pending.event(), present)).toList();
        boolean details = events.stream()
                .map(PendingEvent::event)
                .anyMatch(event -> event.text() != null
                        || event.url() != null
                        || !event.labels().isEmpty());
        return digest.with(groups, details, clock.instant());
    }

    /** @param events those of the digest that the message adds */
    public ComposedMessage.Text compose(LiveDigest digest, List<PendingEvent> events, ReaderLocale reader) {
        Phrases phrases = Phrases.in(reader.language());
        List<EventGroup> groups = digest.groups().stream()
                .sorted(Comparator.comparingInt(EventGroup::rank)
                        .thenComparing(EventGroup::count, Comparator.reverseOrder()))
                .toList();
        List<Html> lines = new ArrayList<>();
        lines.add(Html.EMPTY
                .bold(phrases.plain("digest.head", phrases.events(digest.total()), counts(groups)))
                .text(SEPARATOR + phrases.zone(reader.zone(), clock.instant())));
        boolean all = groups.size() < MAX_LINES;
        int shown = all ? groups.size() : MAX_LINES - 2;
        groups.subList(0, shown).forEach(group -> lines.add(line(group, phrases, reader)));
        if (!all) {
            int more = groups.subList(shown, groups.size()).stream()
                    .mapToInt(EventGroup::count)
                    .sum();
            lines.add(Html.of(phrases.plain("digest.more", phrases.events(more))));
        }
        Html html = Html.join("\n", lines);
        List<String> ids = events.stream().map(PendingEvent::id).toList();
        return new ComposedMessage.Text(html.code(), isSilent(groups), ids, null, digest.message());
    }

    /** The digest, marked as partial if the message that {@link #compose} makes does not show everything. */
    public LiveDigest partial(LiveDigest digest) {
        return digest.withPartial(digest.partial()
                || digest.details()
                || digest.groups().size() >= MAX_LINES
                || digest.groups().stream().anyMatch(group -> group.count() > 1));
    }

    /** The incidents of a few events, whose lines show their numbers; of more events the lines are groups. */
    private Map<String, Present> present(List<PendingEvent> events) {
        Set<String> about = events.stream()
                .map(PendingEvent::event)
                .filter(event -> statuses.named(event.status())
                        .filter(status -> status.opens() || status.closes())
                        .isPresent())
                .flatMap(event -> Stream.ofNullable(event.key()))
                .collect(Collectors.toSet());
        return about.isEmpty() || about.size() > MAX_LINES ? Map.of() : incidents.present(about);
    }

    /** 0: unknown, or the incident is for others. */
    private static long number(Event event, Map<String, Present> present) {
        Present found = event.key() == null ? null : present.get(event.key());
        return found == null || !found.incident().to().equals(event.to())
                ? 0
                : found.incident().number();
    }

    private EventGroup group(Event event, Map<String, Present> present) {
        Status status = statuses.named(event.status()).orElse(null);
        String area = areas.nameFor(event);
        String range = areas.rangeFor(event);
        return new EventGroup(
                event.status(),
                status == null ? Integer.MAX_VALUE : status.rank(),
                status == null ? "⚪" : status.emoji(),
                area == null ? "" : TextSanitizer.line(area),
                range == null ? "" : range,
                number(event, present),
                Likeness.of(TextSanitizer.line(event.title())),
                event.key() == null || event.key().equals(event.id())
                        ? null
                        : Likeness.of(TextSanitizer.line(event.key())),
                1,
                event.time(),
                event.time());
    }

    private static String counts(List<EventGroup> groups) {
        Map<Integer, List<EventGroup>> byRank =
                groups.stream().collect(Collectors.groupingBy(EventGroup::rank, TreeMap::new, Collectors.toList()));
        return byRank.values().stream()
                .map(same -> same.get(0).emoji() + " "
                        + same.stream().mapToInt(EventGroup::count).sum())
                .collect(Collectors.joining(SEPARATOR));
    }

    private Html line(EventGroup group, Phrases phrases, ReaderLocale reader) {
        String title = group.titles().text();
        Html line = Html.of(group.emoji() + " ");
        if (group.number() > 0) {
            line = line.add(links.of(group.number())).text(" ");
        }
        if (group.count() > 1) {
            line = line.bold("×" + group.count()).text(" ");
        }
        line = line.text(Truncation.to(MAX_TITLE, title.isEmpty() ? phrases.plain("digest.others") : title));
        Likeness keys = group.keys();
        if (keys != null && !title.contains(keys.text())) {
            line = line.text(SEPARATOR).text(Truncation.to(MAX_KEY, keys.text()));
        }
        if (!group.place().isEmpty()) {
            line = line.text(SEPARATOR).text(group.place());
        }
        if (group.count() > 1 && !group.range().isEmpty()) {
            line = line.text(SEPARATOR).fixedWidth(group.range());
        }
        Instant now = clock.instant();
        String first = phrases.shortTime().format(group.first(), now, reader.zone());
        String last = phrases.shortTime().format(group.last(), now, reader.zone());
        return line.text(SEPARATOR).text(first.equals(last) ? first : first + " – " + last);
    }

    private boolean isSilent(List<EventGroup> groups) {
        return groups.stream().noneMatch(group -> statuses.named(group.status())
                .filter(status -> status.opens() || status.wakes())
                .isPresent());
    }
}
