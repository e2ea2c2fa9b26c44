package dev.vestnik.delivery;

import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.text.HtmlBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Makes the next message out of what waits for a chat. One event is shown whole; several become a digest, a line an
 * event; what fits neither goes as a summary with the whole as a file. Nothing is ever cut: what a message does not
 * hold stays for the next.
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
     * @param waiting what waits for one chat, in order; at least one
     * @return the next message, which names the entries that it brings; the others wait on
     */
    public DeliveryMessage compose(List<PendingEvent> waiting, ReaderLocale reader) {
        Instant now = clock.instant();
        NotificationTexts texts = NotificationTexts.in(reader.language());
        EventView view = new EventView(statuses, areas, texts, reader, now);
        FullTextFile file = new FullTextFile(view, texts, now, reader.zone());
        if (waiting.size() == 1 || !merge) {
            return single(waiting.get(0), view, file);
        }
        Digest digest = new Digest(statuses, view, texts);
        List<List<DigestPages.Line>> pages = digest.pages(waiting);
        if (pages.size() > MessageLimits.MESSAGES) {
            List<PendingEvent> all = events(pages.stream().flatMap(List::stream).toList());
            return file.of(all, digest.head(all), pages.get(0), silent(all), ids(all));
        }
        List<DigestPages.Line> page = pages.get(0);
        List<PendingEvent> events = events(page);
        HtmlBuilder message = digest.message(page);
        if (events.size() == 1 || message.length() > MessageLimits.TEXT) {
            return single(events.get(0), view, file);
        }
        return new DeliveryMessage.Text(message.html(), message.plain(), silent(events), ids(events));
    }

    private DeliveryMessage single(PendingEvent waiting, EventView view, FullTextFile file) {
        List<PendingEvent> one = List.of(waiting);
        HtmlBuilder whole = view.whole(waiting);
        return whole.length() > MessageLimits.TEXT
                ? file.of(waiting, silent(one), ids(one))
                : new DeliveryMessage.Text(whole.html(), whole.plain(), silent(one), ids(one));
    }

    /** A sound is for what is wrong, and for what was sent to this very person. */
    private boolean silent(List<PendingEvent> events) {
        for (PendingEvent waiting : events) {
            Status status = statuses.named(waiting.event().status()).orElse(null);
            boolean wrong = status != null && (status.opens() || status.wakes());
            if (wrong || waiting.entry().why() == Why.NAMED) {
                return false;
            }
        }
        return true;
    }

    private static List<PendingEvent> events(List<DigestPages.Line> lines) {
        return lines.stream().flatMap(line -> line.of().events().stream()).toList();
    }

    private static List<String> ids(List<PendingEvent> events) {
        return events.stream().map(PendingEvent::id).toList();
    }
}
