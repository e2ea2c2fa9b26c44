package dev.vestnik.delivery.message;

import dev.vestnik.event.DrillEvent;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.TelegramLink;
import dev.vestnik.text.TextSanitizer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders one event for one reader: in full, as a heading, and as a line of a digest. */
final class EventRenderer {
    private static final String SEPARATOR = " · ";

    /** The mark of a drill, in place of a status. */
    private static final String DRILL = "🧪";

    /** UTF-16 units; a longer text of an event is a quotation below the line of the digest. */
    private static final int MAX_INLINE_TEXT = 120;

    private final Statuses statuses;
    private final AreaFinder areas;
    private final Phrases phrases;
    private final ReaderLocale reader;
    private final Instant now;
    private final int changes;
    private final Incident incident;

    /**
     * The incident of an event, as its message shows it.
     *
     * @param number 0: this is not shown
     * @param emoji instead of that of the status; empty: that of the status
     * @param lines below the event
     */
    record Incident(long number, String emoji, List<Html> lines) {
        static final Incident NONE = new Incident(0, "", List.of());

        Incident {
            lines = List.copyOf(lines);
        }
    }

    /** @param changes how often the key of the event has changed lately; 0: this is not shown */
    EventRenderer(Statuses statuses, AreaFinder areas, Phrases phrases, ReaderLocale reader, Instant now, int changes) {
        this(statuses, areas, phrases, reader, now, changes, Incident.NONE);
    }

    EventRenderer(
            Statuses statuses,
            AreaFinder areas,
            Phrases phrases,
            ReaderLocale reader,
            Instant now,
            int changes,
            Incident incident) {
        this.statuses = statuses;
        this.areas = areas;
        this.phrases = phrases;
        this.reader = reader;
        this.now = now;
        this.changes = changes;
        this.incident = incident;
    }

    /** The complete event; a long text is folded. A card has its link on a button. */
    Html full(PendingEvent pending) {
        URI url = pending.event().url();
        boolean linked = url != null && (incident.number() == 0 || !TelegramLink.isClickable(url));
        return full(pending, FoldedText.of(text(pending.event())), linked ? url : null);
    }

    /** The complete event without mark-up, for a file. */
    String plain(PendingEvent pending) {
        return full(pending, Html.of(text(pending.event())), pending.event().url())
                .plain();
    }

    private Html full(PendingEvent pending, Html text, @Nullable URI url) {
        Event event = pending.event();
        Html html = heading(pending);
        if (!text.isEmpty()) {
            html = html.text("\n\n").add(text);
        }
        if (!event.labels().isEmpty()) {
            html = html.text("\n\n").text(labels(event));
        }
        if (url != null) {
            html = TelegramLink.isClickable(url)
                    ? html.text("\n\n").link(url, linkText(event))
                    : html.text("\n\n" + linkText(event) + "\n").fixedWidth(url.toASCIIString());
        }
        if (!event.omitted().isEmpty()) {
            html = html.text("\n\n").italic(omitted(event));
        }
        if (!incident.lines().isEmpty()) {
            html = html.text("\n\n").add(incidentLines());
        }
        String reason = reason(pending);
        return reason == null ? html : html.text("\n\n").italic(reason);
    }

    /** What people do about the incident; empty: nothing is shown. */
    Html incidentLines() {
        return Html.join("\n", incident.lines());
    }

    /** Status, title, place and time. */
    Html heading(PendingEvent pending) {
        Event event = pending.event();
        String time = phrases.time().format(event.time(), now, reader.zone()) + " "
                + phrases.zone(reader.zone(), event.time());
        Html html = title(event).text("\n").add(placeAndTime(pending, time));
        return changes == 0 ? html : html.text("\n").text(phrases.plain("event.changes", Integer.toString(changes)));
    }

    /** The text of the event; empty: it has none. */
    static String text(Event event) {
        return event.text() == null ? "" : TextSanitizer.block(event.text());
    }

    /** Status and title, which is at most 256 characters. */
    Html title(Event event) {
        if (isDrill(event)) {
            return Html.of(DRILL + " ").bold(TextSanitizer.line(event.title()));
        }
        String emoji = incident.emoji().isEmpty() ? emoji(event) : incident.emoji();
        return title(emoji, statusName(event), event.title());
    }

    /** The number of the incident goes between status and title; Telegram does not take a number for a hashtag. */
    Html title(String emoji, String statusName, String title) {
        String number = incident.number() == 0 ? "" : "#" + incident.number() + " ";
        return Html.of(emoji + " ")
                .add(new Html(number))
                .bold(statusName + ":")
                .text(" ")
                .text(TextSanitizer.line(title));
    }

    /** A line of a digest; a long text follows as a quotation. */
    Html line(PendingEvent pending) {
        Event event = pending.event();
        return line(Html.of(emoji(event) + " ").add(linkedTitle(event)), pending, List.of(event), shortTime(event));
    }

    /** One line for a problem and the event that closed it. */
    Html line(PendingEvent problem, PendingEvent closing) {
        Event first = problem.event();
        Event last = closing.event();
        Html titles = Html.of(emoji(first) + "→" + emoji(last) + " ").add(linkedTitle(first));
        if (!first.title().equals(last.title())) {
            titles = titles.text(" → ").add(linkedTitle(last));
        }
        return line(titles, problem, List.of(first, last), shortTime(first) + " – " + shortTime(last));
    }

    /** Why this reader gets the event; null: for the usual reason, which needs no mention. */
    @Nullable
    String reason(PendingEvent pending) {
        Why why = pending.entry().why();
        boolean saidByCard = why == Why.ESCALATED && incident.number() > 0;
        return saidByCard || why == Why.DUTY || why == Why.HOLDER || why == Why.UNKNOWN_AREA
                ? null
                : ReasonText.of(why, pending.entry().passedOver(), phrases);
    }

    /** The zone of all times. */
    String zone() {
        return phrases.zone(reader.zone(), now);
    }

    String emoji(Event event) {
        return isDrill(event)
                ? DRILL
                : statuses.named(event.status()).map(Status::emoji).orElse("⚪");
    }

    private static boolean isDrill(Event event) {
        return DrillEvent.of(event).isPresent();
    }

    private String statusName(Event event) {
        return statusName(event.status());
    }

    String statusName(String status) {
        String name = statuses.named(status)
                .map(known -> known.nameIn(phrases.language()))
                .orElse(status);
        return phrases.capitalised(name);
    }

    private Html line(Html titles, PendingEvent pending, List<Event> events, String time) {
        List<String> texts = events.stream()
                .map(EventRenderer::text)
                .filter(text -> !text.isEmpty())
                .toList();
        Html line = titles;
        for (String text : texts) {
            line = isInline(text) ? line.text(" — ").text(text) : line;
        }
        line = line.text(SEPARATOR).add(placeAndTime(pending, time));
        String omitted = events.stream()
                .flatMap(event -> event.omitted().stream())
                .map(field -> TextSanitizer.line(field.field()))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!omitted.isEmpty()) {
            line = line.text(SEPARATOR).italic(phrases.plain("digest.omitted", omitted));
        }
        for (String text : texts) {
            line = isInline(text) ? line : line.text("\n").quote(text);
        }
        return line;
    }

    private static boolean isInline(String text) {
        return text.length() <= MAX_INLINE_TEXT && text.indexOf('\n') < 0;
    }

    /**
     * The key, unless it is only the event's reference or id, or the title shows it already, the area, the address and the
     * time.
     */
    Html placeAndTime(PendingEvent pending, String time) {
        Event event = pending.event();
        Html html = Html.EMPTY;
        String key = event.key();
        boolean isReference = pending.entry().event().equals(key);
        if (key != null
                && !isReference
                && !key.equals(event.id())
                && !event.title().contains(key)) {
            html = html.text(TextSanitizer.line(key)).text(SEPARATOR);
        }
        String area = areas.nameFor(event);
        if (area != null) {
            html = html.text(TextSanitizer.line(area)).text(SEPARATOR);
        } else if (pending.entry().why() == Why.UNKNOWN_AREA) {
            return html.text(unknownArea(event)).text(SEPARATOR).text(time);
        }
        if (event.ip() != null) {
            html = html.fixedWidth(TextSanitizer.line(event.ip())).text(SEPARATOR);
        }
        return html.text(time);
    }

    private String unknownArea(Event event) {
        String unknown = event.area() != null ? event.area() : event.ip();
        return unknown == null
                ? phrases.plain("place.none")
                : phrases.plain("place.unknown", TextSanitizer.line(unknown));
    }

    private static Html linkedTitle(Event event) {
        String title = TextSanitizer.line(event.title());
        return event.url() != null && TelegramLink.isClickable(event.url())
                ? Html.EMPTY.link(event.url(), title)
                : Html.of(title);
    }

    private String linkText(Event event) {
        String source = event.source() == null ? "" : TextSanitizer.line(event.source());
        return source.isEmpty() ? phrases.plain("event.more") : phrases.plain("event.more") + ": " + source;
    }

    private static String labels(Event event) {
        return new TreeMap<>(event.labels())
                .entrySet().stream()
                        .map(label -> TextSanitizer.line(label.getKey()) + ": " + TextSanitizer.line(label.getValue()))
                        .collect(Collectors.joining(SEPARATOR));
    }

    /** The line that states which fields of the event were left out. */
    private String omitted(Event event) {
        return phrases.plain(
                "event.omitted",
                event.omitted().stream()
                        .map(field -> field.value().isEmpty()
                                ? TextSanitizer.line(field.field())
                                : phrases.plain(
                                        "event.omitted.field",
                                        TextSanitizer.line(field.field()),
                                        TextSanitizer.line(field.value())))
                        .collect(Collectors.joining(", ")));
    }

    private String shortTime(Event event) {
        return phrases.shortTime().format(event.time(), now, reader.zone());
    }
}
