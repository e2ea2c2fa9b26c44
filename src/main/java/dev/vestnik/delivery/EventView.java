package dev.vestnik.delivery;

import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.text.HtmlBuilder;
import dev.vestnik.text.TextSanitizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How one event looks to one reader: whole, as the head of itself, and as a line of a digest. */
final class EventView {
    private static final String SEPARATOR = " · ";
    /** Of the text of an event, so much stands in its line of a digest, if it is a line itself. In UTF-16 units. */
    private static final int SHORT_TEXT = 120;

    private final Statuses statuses;
    private final AreaFinder areas;
    private final NotificationTexts texts;
    private final ReaderLocale reader;
    private final Instant now;

    EventView(Statuses statuses, AreaFinder areas, NotificationTexts texts, ReaderLocale reader, Instant now) {
        this.statuses = statuses;
        this.areas = areas;
        this.texts = texts;
        this.reader = reader;
        this.now = now;
    }

    /** All of it. */
    HtmlBuilder whole(PendingEvent waiting) {
        Event event = waiting.event();
        HtmlBuilder view = head(waiting);
        String text = text(event);
        if (!text.isEmpty()) {
            view.text("\n\n").text(text);
        }
        if (!event.labels().isEmpty()) {
            view.text("\n\n").text(labels(event));
        }
        if (event.url() != null) {
            view.text("\n\n").link(event.url(), more(event));
        }
        String why = why(waiting);
        if (why != null) {
            view.text("\n\n").italic(why);
        }
        return view;
    }

    /** What it is, where and when. */
    HtmlBuilder head(PendingEvent waiting) {
        Event event = waiting.event();
        return place(title(event).text("\n"), waiting, texts.time(event.time(), now, reader));
    }

    /** Only what it is: short, since titles are. */
    HtmlBuilder title(Event event) {
        return new HtmlBuilder()
                .text(emoji(event) + " ")
                .bold(statusName(event) + ":")
                .text(" ")
                .text(TextSanitizer.line(event.title()));
    }

    /** Its line of a digest; below it, folded, a text that is too long for a line. */
    HtmlBuilder line(PendingEvent waiting) {
        Event event = waiting.event();
        HtmlBuilder line = new HtmlBuilder().text(emoji(event) + " ");
        linkedTitle(line, event);
        return tail(line, waiting, List.of(event), shortTime(event));
    }

    /** One line for what happened and that it is over. */
    HtmlBuilder folded(PendingEvent problem, PendingEvent end) {
        Event first = problem.event();
        Event last = end.event();
        HtmlBuilder line = new HtmlBuilder().text(emoji(first) + "→" + emoji(last) + " ");
        linkedTitle(line, first);
        if (!first.title().equals(last.title())) {
            linkedTitle(line.text(" → "), last);
        }
        return tail(line, problem, List.of(first, last), shortTime(first) + " – " + shortTime(last));
    }

    /** Why this reader gets it, where that is not plain; null: it is. */
    @Nullable
    String why(PendingEvent waiting) {
        return switch (waiting.entry().why()) {
            case DUTY, HOLDER, UNKNOWN_AREA -> null;
            case NAMED -> texts.get("why.named");
            case WOKEN -> texts.get("why.woken");
            case HANDOVER -> texts.get("why.handover");
            case ADMIN -> texts.get(waiting.event().to().isEmpty() ? "why.admin.nobody" : "why.admin.recipients");
        };
    }

    String emoji(Event event) {
        return statuses.named(event.status()).map(Status::emoji).orElse("⚪");
    }

    private String statusName(Event event) {
        String name = statuses.named(event.status())
                .map(status -> status.names().getOrDefault(texts.language(), status.name()))
                .orElse(event.status());
        return texts.capitalised(name);
    }

    private HtmlBuilder tail(HtmlBuilder line, PendingEvent about, List<Event> events, String time) {
        List<String> shortTexts = new ArrayList<>();
        List<String> longTexts = new ArrayList<>();
        for (Event event : events) {
            String text = text(event);
            if (!text.isEmpty()) {
                boolean isShort = text.length() <= SHORT_TEXT && text.indexOf('\n') < 0;
                (isShort ? shortTexts : longTexts).add(text);
            }
        }
        shortTexts.forEach(text -> line.text(" — ").text(text));
        place(line.text(SEPARATOR), about, time);
        longTexts.forEach(text -> line.text("\n").quote(text));
        return line;
    }

    /** The key, unless it tells nothing new, the area, the address and the time. */
    private HtmlBuilder place(HtmlBuilder line, PendingEvent waiting, String time) {
        Event event = waiting.event();
        String key = event.key();
        if (key != null && !key.equals(event.id()) && !event.title().contains(key)) {
            line.text(TextSanitizer.line(key)).text(SEPARATOR);
        }
        String area = areas.nameFor(event);
        if (area != null) {
            line.text(TextSanitizer.line(area)).text(SEPARATOR);
        } else if (waiting.entry().why() == Why.UNKNOWN_AREA) {
            return line.text(unknownPlace(event)).text(SEPARATOR).text(time);
        }
        if (event.ip() != null) {
            line.code(TextSanitizer.line(event.ip())).text(SEPARATOR);
        }
        return line.text(time);
    }

    private String unknownPlace(Event event) {
        String unknown = event.area() != null ? event.area() : event.ip();
        return unknown == null ? texts.get("place.none") : texts.get("place.unknown", TextSanitizer.line(unknown));
    }

    private static void linkedTitle(HtmlBuilder line, Event event) {
        String title = TextSanitizer.line(event.title());
        if (event.url() == null) {
            line.text(title);
        } else {
            line.link(event.url(), title);
        }
    }

    private String more(Event event) {
        String source = event.source() == null ? "" : TextSanitizer.line(event.source());
        return source.isEmpty() ? texts.get("event.more") : texts.get("event.more") + ": " + source;
    }

    private static String text(Event event) {
        return event.text() == null ? "" : TextSanitizer.block(event.text());
    }

    private static String labels(Event event) {
        List<String> labels = new ArrayList<>();
        new TreeMap<>(event.labels())
                .forEach((name, value) -> labels.add(TextSanitizer.line(name) + ": " + TextSanitizer.line(value)));
        return String.join(SEPARATOR, labels);
    }

    private String shortTime(Event event) {
        return texts.shortTime(event.time(), now, reader);
    }
}
