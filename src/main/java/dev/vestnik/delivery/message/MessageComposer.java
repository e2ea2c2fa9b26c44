package dev.vestnik.delivery.message;

import dev.vestnik.event.DrillEvent;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.text.Html;
import dev.vestnik.text.InlineButtons;
import dev.vestnik.text.Phrases;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Composes the next message for a chat from its pending events. A single event is shown in full; several become a
 * digest with a line for each; what is too long for messages becomes a summary with a file. Nothing is ever cut: events
 * that do not fit wait for the next message.
 */
public final class MessageComposer {
    private final Statuses statuses;
    private final AreaFinder areas;
    private final Clock clock;
    private final boolean merge;

    /** @param merge whether several events may share a message */
    public MessageComposer(Statuses statuses, AreaFinder areas, Clock clock, boolean merge) {
        this.statuses = statuses;
        this.areas = areas;
        this.clock = clock;
        this.merge = merge;
    }

    /**
     * Composes the next message.
     *
     * @param pending the pending events of one chat, in order; at least one
     * @return the message with the ids of the entries that it contains; the other entries stay pending
     */
    public ComposedMessage compose(List<PendingEvent> pending, ReaderLocale reader) {
        Instant now = clock.instant();
        Phrases phrases = Phrases.in(reader.language());
        EventRenderer renderer = new EventRenderer(statuses, areas, phrases, reader, now, 0);
        FullTextFile file = new FullTextFile(renderer, phrases, now, reader.zone());
        if (pending.size() == 1 || !merge) {
            return single(pending.get(0), renderer, file);
        }
        Digest digest = new Digest(statuses, renderer, phrases);
        List<List<DigestPages.Line>> pages = digest.pages(pending);
        if (pages.size() > MessageLimits.DIGEST_MESSAGES) {
            List<PendingEvent> all = events(pages.stream().flatMap(List::stream).toList());
            return file.of(all, digest.heading(all), pages.get(0), silent(all), ids(all));
        }
        List<DigestPages.Line> page = pages.get(0);
        List<PendingEvent> events = events(page);
        Html message = digest.message(page);
        if (events.size() == 1 || message.length() > MessageLimits.TEXT || message.bytes() > MessageLimits.BYTES) {
            return single(events.get(0), renderer, file);
        }
        return new ComposedMessage.Text(message.code(), silent(events), ids(events));
    }

    /**
     * One event in full.
     *
     * @param changes how often its key has changed lately, which the message says; 0: it does not
     */
    public ComposedMessage single(PendingEvent pending, ReaderLocale reader, int changes) {
        Instant now = clock.instant();
        Phrases phrases = Phrases.in(reader.language());
        EventRenderer renderer = new EventRenderer(statuses, areas, phrases, reader, now, changes);
        return single(pending, renderer, new FullTextFile(renderer, phrases, now, reader.zone()));
    }

    /** A file with these events in full. */
    public ComposedMessage.Document wholeList(List<PendingEvent> events, ReaderLocale reader, List<String> ids) {
        Instant now = clock.instant();
        Phrases phrases = Phrases.in(reader.language());
        EventRenderer renderer = new EventRenderer(statuses, areas, phrases, reader, now, 0);
        return new FullTextFile(renderer, phrases, now, reader.zone()).ofAll(events, ids);
    }

    private ComposedMessage single(PendingEvent pending, EventRenderer renderer, FullTextFile file) {
        List<PendingEvent> events = List.of(pending);
        Html full = renderer.full(pending);
        return full.length() > MessageLimits.TEXT || full.bytes() > MessageLimits.BYTES
                ? file.of(pending, silent(events), ids(events))
                : new ComposedMessage.Text(full.code(), silent(events), ids(events), keyboard(pending), null);
    }

    /** The button that answers a drill; null: the event belongs to none. */
    private static @Nullable String keyboard(PendingEvent pending) {
        return DrillEvent.of(pending.event())
                .map(drill -> new InlineButtons()
                        .press(
                                Phrases.in(drill.language()).plain("drill.here"),
                                "drill:" + drill.number() + ":here",
                                InlineButtons.Style.SUCCESS)
                        .json())
                .orElse(null);
    }

    /** Only problems, and events addressed to the reader by name, make a sound. */
    private boolean silent(List<PendingEvent> events) {
        return events.stream()
                .noneMatch(pending -> pending.entry().why() == Why.NAMED
                        || statuses.named(pending.event().status())
                                .filter(status -> status.opens() || status.wakes())
                                .isPresent());
    }

    private static List<PendingEvent> events(List<DigestPages.Line> lines) {
        return lines.stream().flatMap(line -> line.source().events().stream()).toList();
    }

    private static List<String> ids(List<PendingEvent> events) {
        return events.stream().map(PendingEvent::id).toList();
    }
}
