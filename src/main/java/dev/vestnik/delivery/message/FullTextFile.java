package dev.vestnik.delivery.message;

import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Composes a summary with a text file, for events that are too long for messages. */
final class FullTextFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final DateTimeFormatter FILE_NAME = DateTimeFormatter.ofPattern("'events-'yyyyMMdd-HHmmss'.txt'");

    /** UTF-16 units; with less room the caption has nothing of the text. */
    private static final int MIN_TEXT = 40;

    private final EventRenderer renderer;
    private final Phrases phrases;
    private final Instant now;
    private final ZoneId zone;

    FullTextFile(EventRenderer renderer, Phrases phrases, Instant now, ZoneId zone) {
        this.renderer = renderer;
        this.phrases = phrases;
        this.now = now;
        this.zone = zone;
    }

    /** One event: the caption is its heading, why the reader gets it, and the beginning of its text. */
    ComposedMessage.Document of(PendingEvent pending, boolean silent, List<String> ids) {
        String remark = "\n\n" + phrases.plain("whole.event");
        int room = MessageLimits.CAPTION - remark.length();
        Html heading = renderer.heading(pending);
        Html caption = heading.length() <= room ? heading : renderer.title(pending.event());
        Html lines = renderer.incidentLines();
        if (!lines.isEmpty() && caption.length() + 2 + lines.length() <= room) {
            caption = caption.text("\n\n").add(lines);
        }
        String reason = renderer.reason(pending);
        if (reason != null && caption.length() + 2 + reason.length() <= room) {
            caption = caption.text("\n\n").italic(reason);
        }
        String text = EventRenderer.text(pending.event());
        int left = room - caption.length() - 2;
        if (!text.isEmpty() && left >= MIN_TEXT) {
            caption = caption.text("\n\n").add(FoldedText.beginning(text, left));
        }
        return document(caption.text(remark), List.of(pending), silent, ids);
    }

    /** A digest: the caption is its heading and as many of its first lines as fit. */
    ComposedMessage.Document of(
            List<PendingEvent> events,
            Html heading,
            List<DigestPages.Line> firstLines,
            boolean silent,
            List<String> ids) {
        String remark = "\n\n" + phrases.plain("whole.digest", phrases.events(events.size()));
        int room = MessageLimits.CAPTION - remark.length();
        Html caption = heading;
        for (DigestPages.Line line : firstLines) {
            if (caption.length() + 1 + line.html().length() > room) {
                break;
            }
            caption = caption.text("\n").add(line.html());
        }
        return document(caption.text(remark), events, silent, ids);
    }

    /** Events that were shown together before; without a sound. */
    ComposedMessage.Document ofAll(List<PendingEvent> events, List<String> ids) {
        Html caption = Html.of(phrases.plain("whole.digest", phrases.events(events.size())));
        return document(caption, events, true, ids);
    }

    private ComposedMessage.Document document(
            Html caption, List<PendingEvent> events, boolean silent, List<String> ids) {
        String content = events.stream()
                .map(renderer::plain)
                .collect(Collectors.joining("\n\n----------\n\n", BYTE_ORDER_MARK, "\n"));
        String name = FILE_NAME.format(now.atZone(zone));
        return new ComposedMessage.Document(caption.code(), name, content, silent, ids, null);
    }
}
