package dev.vestnik.delivery.message;

import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.HistoryEntry.Kind;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.silence.SilenceMark;
import dev.vestnik.outbox.CardContent;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.RelativeTime;
import dev.vestnik.text.TextSanitizer;
import dev.vestnik.text.Truncation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Composes the card of an incident: an event with the incident's number, who was told, who owns it, and notes. */
public final class CardComposer {
    private static final String SEPARATOR = " · ";
    private static final String OWNED = "👤";
    private static final String CLOSED = "🟢";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Notes that a card shows, the last ones. */
    private static final int MAX_NOTES = 3;

    /** UTF-16 units of a note, and of a name. */
    private static final int MAX_NOTE = 100;

    private static final int MAX_NAME = 30;

    /** UTF-16 units that a text leaves for what people will do about the incident. */
    private static final int ROOM_FOR_PEOPLE = 800;

    private final Statuses statuses;
    private final AreaFinder areas;
    private final Clock clock;

    public CardComposer(Statuses statuses, AreaFinder areas, Clock clock) {
        this.statuses = statuses;
        this.areas = areas;
        this.clock = clock;
    }

    /**
     * How a card is sent.
     *
     * @param ids the ids of the outbox entries that it contains
     * @param keyboard Telegram's {@code reply_markup} as JSON; null: none
     * @param edits the id of the message that it replaces; null: it is a new message
     * @param file whether that message is a file
     */
    public record Frame(
            List<String> ids,
            @Nullable String keyboard,
            @Nullable Long edits,
            boolean file) {
        public Frame {
            ids = List.copyOf(ids);
        }
    }

    /**
     * The card of an open incident; a file if the event is too long for a text and it is a new message.
     *
     * @param pending the event, and by which entry the person got it
     * @param changes how often the incident has changed lately; 0: this is not shown
     */
    public ComposedMessage open(CardContent content, PendingEvent pending, int changes, Frame frame) {
        Phrases phrases = Phrases.in(content.reader().language());
        Owner owner = content.state().owner();
        List<Html> lines = new ArrayList<>();
        SilenceMark silence = content.state().incident().silence();
        if (silence != null) {
            String until = time(silence.until(), content, phrases);
            lines.add(Html.of(phrases.plain("card.silenced", until, name(silence.by()))));
        }
        if (content.mutedUntil() != null) {
            lines.add(Html.of(phrases.plain("card.muted", time(content.mutedUntil(), content, phrases))));
        }
        lines.add(owner == null ? told(content, phrases) : owned(owner, content, phrases));
        lines.addAll(notes(content, phrases));
        EventRenderer renderer = renderer(content, changes, owner == null ? "" : OWNED, lines);
        return composed(content, renderer, pending, frame);
    }

    /** The card of an incident that is closed. */
    public ComposedMessage closed(CardContent content, PendingEvent pending, int changes, Frame frame) {
        Phrases phrases = Phrases.in(content.reader().language());
        Incident incident = content.state().incident();
        Status status = statuses.named(incident.status()).filter(Status::closes).orElse(null);
        EventRenderer renderer = renderer(content, 0, "", List.of());
        Html html = renderer.title(
                status == null ? CLOSED : status.emoji(),
                status == null ? phrases.plain("card.closed") : renderer.statusName(incident.status()),
                pending.event().title());
        html = html.text("\n").add(renderer.placeAndTime(pending, period(incident, content.reader(), phrases)));
        if (changes > 0) {
            html = html.text("\n").text(phrases.plain("event.changes", Integer.toString(changes)));
        }
        String by = incident.closedBy() != null
                ? phrases.plain("card.closed.by", name(incident.closedBy()))
                : phrases.plain(status == null ? "card.closed.untouched" : "card.closed.monitoring");
        Owner owner = content.state().owner();
        html = html.text("\n")
                .text(
                        owner == null || owner.name().equals(incident.closedBy())
                                ? by
                                : by + SEPARATOR + phrases.plain("card.closed.owner", name(owner.name())));
        for (Html note : notes(content, phrases)) {
            html = html.text("\n").add(note);
        }
        return text(html, frame);
    }

    /**
     * A card that is not the card of the chat any more.
     *
     * @param key of the line that says why
     */
    public ComposedMessage ended(CardContent content, PendingEvent pending, String key, Frame frame) {
        Phrases phrases = Phrases.in(content.reader().language());
        EventRenderer renderer = renderer(content, 0, "", List.of());
        Html html = renderer.heading(pending).text("\n\n").italic(phrases.plain(key));
        return text(html, frame);
    }

    /**
     * An event with the number of its incident, which is not the card: it is of an earlier opening, or it closed the incident.
     *
     * @param replyTo the id of the card that it answers; null: none
     */
    public ComposedMessage event(CardContent content, PendingEvent pending, int changes, @Nullable Long replyTo) {
        Phrases phrases = Phrases.in(content.reader().language());
        Incident incident = content.state().incident();
        Status status = statuses.named(pending.event().status()).orElse(null);
        boolean opens = status != null && status.opens();
        List<Html> lines = opens && incident.closed() != null
                ? List.of(Html.of(phrases.plain("card.already-closed", time(incident.closed(), content, phrases))))
                : List.of();
        EventRenderer renderer = renderer(content, changes, "", lines);
        ComposedMessage message =
                composed(content, renderer, pending, new Frame(List.of(pending.id()), null, null, false));
        if (message instanceof ComposedMessage.Text text && replyTo != null) {
            message = new ComposedMessage.Text(text.html(), false, text.ids(), null, null, replyTo);
        }
        boolean sounds = (opens && incident.open())
                || (status != null && status.wakes() && incident.open())
                || pending.entry().why() == Why.NAMED;
        return sounds ? message : message.silenced();
    }

    private EventRenderer renderer(CardContent content, int changes, String emoji, List<Html> lines) {
        Phrases phrases = Phrases.in(content.reader().language());
        long number = content.state().incident().number();
        return new EventRenderer(
                statuses,
                areas,
                phrases,
                content.reader(),
                clock.instant(),
                changes,
                new EventRenderer.Incident(number, emoji, lines));
    }

    private ComposedMessage composed(CardContent content, EventRenderer renderer, PendingEvent pending, Frame frame) {
        Html full = renderer.full(pending);
        int room = MessageLimits.TEXT - (frame.edits() == null ? ROOM_FOR_PEOPLE : 0);
        boolean fits = full.length() <= room && full.bytes() <= MessageLimits.BYTES;
        if (fits && !frame.file()) {
            return text(full, frame);
        }
        Phrases phrases = Phrases.in(content.reader().language());
        FullTextFile files = new FullTextFile(
                renderer, phrases, clock.instant(), content.reader().zone());
        ComposedMessage.Document file = files.of(pending, false, frame.ids());
        if (frame.edits() == null) {
            return new ComposedMessage.Document(
                    file.html(), file.fileName(), file.content(), file.silent(), file.ids(), frame.keyboard());
        }
        return text(new Html(file.html()), frame);
    }

    /** A new message makes a sound. */
    private static ComposedMessage text(Html html, Frame frame) {
        return frame.edits() != null && frame.file()
                ? new ComposedMessage.Caption(html.code(), frame.ids(), frame.keyboard(), frame.edits())
                : new ComposedMessage.Text(html.code(), false, frame.ids(), frame.keyboard(), frame.edits());
    }

    private static Html told(CardContent content, Phrases phrases) {
        Duration escalated = escalated(content);
        String nobody = escalated == null
                ? phrases.plain("card.nobody")
                : phrases.plain("card.nobody.escalated", RelativeTime.of(escalated, phrases));
        if (content.told().isEmpty()) {
            return Html.of(nobody);
        }
        String names = String.join(
                ", ", content.told().stream().map(CardComposer::name).toList());
        String people = content.others() == 0 ? names : phrases.plain("areas.more", names, content.others());
        return Html.of(phrases.plain("card.told", people) + " " + nobody);
    }

    /** How long nobody had taken the incident when people were told again; null: that did not happen since it became free. */
    private static @Nullable Duration escalated(CardContent content) {
        Duration escalated = null;
        for (HistoryEntry entry : content.state().history()) {
            if (entry.kind() == Kind.ESCALATED) {
                escalated = Duration.between(content.state().incident().opened(), entry.at());
            } else if (entry.kind() == Kind.RELEASED || entry.kind() == Kind.REOPENED) {
                escalated = null;
            }
        }
        return escalated == null || escalated.compareTo(MINUTE) < 0 ? null : escalated;
    }

    private Html owned(Owner owner, CardContent content, Phrases phrases) {
        return Html.of(phrases.plain("card.owner", name(owner.name()), time(owner.since(), content, phrases)));
    }

    private List<Html> notes(CardContent content, Phrases phrases) {
        List<HistoryEntry> notes = content.state().history().stream()
                .filter(entry -> entry.kind() == Kind.NOTED)
                .toList();
        return notes.subList(Math.max(0, notes.size() - MAX_NOTES), notes.size()).stream()
                .map(note -> Html.of(phrases.plain(
                        "card.note",
                        note.who() == null ? "" : name(note.who()),
                        time(note.at(), content, phrases),
                        note.text() == null ? "" : Truncation.to(MAX_NOTE, TextSanitizer.line(note.text())))))
                .toList();
    }

    private String time(Instant time, CardContent content, Phrases phrases) {
        return phrases.shortTime()
                .format(time, clock.instant(), content.reader().zone());
    }

    /** From when to when it was open, and how long. */
    private String period(Incident incident, ReaderLocale reader, Phrases phrases) {
        Instant now = clock.instant();
        Instant closed = incident.closed() == null ? now : incident.closed();
        Duration open = Duration.between(incident.opened(), closed);
        return phrases.plain(
                "card.period",
                phrases.shortTime().format(incident.opened(), now, reader.zone()),
                phrases.shortTime().format(closed, now, reader.zone()),
                phrases.zone(reader.zone(), now),
                open.compareTo(MINUTE) < 0 ? phrases.plain("card.period.short") : RelativeTime.of(open, phrases));
    }

    private static String name(String name) {
        return Truncation.to(MAX_NAME, TextSanitizer.line(name));
    }
}
