package dev.vestnik.delivery;

import dev.vestnik.delivery.OutboxEntry.Why;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
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
    private final Areas areas;
    private final Clock clock;
    private final boolean merge;

    /** @param merge whether several events may share a message */
    public MessageComposer(Statuses statuses, Areas areas, Clock clock, boolean merge) {
        this.statuses = statuses;
        this.areas = areas;
        this.clock = clock;
        this.merge = merge;
    }

    /**
     * @param waiting what waits for one chat, in order; at least one
     * @return the next message, which names the entries that it brings; the others wait on
     */
    public Outgoing compose(List<Waiting> waiting, Reader reader) {
        Instant now = clock.instant();
        NotificationTexts texts = NotificationTexts.in(reader.language());
        EventView view = new EventView(statuses, areas, texts, reader, now);
        WholeAsFile file = new WholeAsFile(view, texts, now, reader.zone());
        if (waiting.size() == 1 || !merge) {
            return single(waiting.get(0), view, file);
        }
        Digest digest = new Digest(statuses, view, texts);
        List<List<DigestPages.Line>> pages = digest.pages(waiting);
        if (pages.size() > Limits.MESSAGES) {
            List<Waiting> all = events(pages.stream().flatMap(List::stream).toList());
            return file.of(all, digest.head(all), pages.get(0), silent(all), ids(all));
        }
        List<DigestPages.Line> page = pages.get(0);
        List<Waiting> events = events(page);
        Markup message = digest.message(page);
        if (events.size() == 1 || message.length() > Limits.TEXT) {
            return single(events.get(0), view, file);
        }
        return new Outgoing.Text(message.html(), message.plain(), silent(events), ids(events));
    }

    private Outgoing single(Waiting waiting, EventView view, WholeAsFile file) {
        List<Waiting> one = List.of(waiting);
        Markup whole = view.whole(waiting);
        return whole.length() > Limits.TEXT
                ? file.of(waiting, silent(one), ids(one))
                : new Outgoing.Text(whole.html(), whole.plain(), silent(one), ids(one));
    }

    /** A sound is for what is wrong, and for what was sent to this very person. */
    private boolean silent(List<Waiting> events) {
        for (Waiting waiting : events) {
            Status status = statuses.named(waiting.event().status()).orElse(null);
            boolean wrong = status != null && (status.opens() || status.wakes());
            if (wrong || waiting.entry().why() == Why.NAMED) {
                return false;
            }
        }
        return true;
    }

    private static List<Waiting> events(List<DigestPages.Line> lines) {
        return lines.stream().flatMap(line -> line.of().events().stream()).toList();
    }

    private static List<String> ids(List<Waiting> events) {
        return events.stream().map(Waiting::id).toList();
    }
}
