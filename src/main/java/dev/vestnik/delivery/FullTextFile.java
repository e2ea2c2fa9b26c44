package dev.vestnik.delivery;

import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.text.HtmlBuilder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** What is too long for messages: a summary as the caption, and the whole as a text file. */
final class FullTextFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final DateTimeFormatter FILE_NAME = DateTimeFormatter.ofPattern("'events-'yyyyMMdd-HHmmss'.txt'");

    private final EventView view;
    private final NotificationTexts texts;
    private final Instant now;
    private final ZoneId zone;

    FullTextFile(EventView view, NotificationTexts texts, Instant now, ZoneId zone) {
        this.view = view;
        this.texts = texts;
        this.now = now;
        this.zone = zone;
    }

    /** One event: its head, then why the reader gets it. */
    DeliveryMessage.Document of(PendingEvent waiting, boolean silent, List<String> ids) {
        String remark = "\n\n" + texts.get("whole.event");
        int room = MessageLimits.CAPTION - remark.length();
        HtmlBuilder head = view.head(waiting);
        HtmlBuilder caption = head.length() <= room ? head : view.title(waiting.event());
        String why = view.why(waiting);
        if (why != null && caption.length() + 2 + why.length() <= room) {
            caption.text("\n\n").italic(why);
        }
        return document(caption.text(remark), List.of(waiting), silent, ids);
    }

    /** A digest: its head, then as many of its first lines as fit. */
    DeliveryMessage.Document of(
            List<PendingEvent> events,
            HtmlBuilder head,
            List<DigestPages.Line> first,
            boolean silent,
            List<String> ids) {
        String remark = "\n\n" + texts.get("whole.digest", texts.events(events.size()));
        int room = MessageLimits.CAPTION - remark.length();
        for (DigestPages.Line line : first) {
            if (head.length() + 1 + line.markup().length() > room) {
                break;
            }
            head.text("\n").add(line.markup());
        }
        return document(head.text(remark), events, silent, ids);
    }

    private DeliveryMessage.Document document(
            HtmlBuilder caption, List<PendingEvent> events, boolean silent, List<String> ids) {
        String content = events.stream()
                .map(waiting -> view.whole(waiting).plain())
                .collect(Collectors.joining("\n\n----------\n\n", BYTE_ORDER_MARK, "\n"));
        String name = FILE_NAME.format(now.atZone(zone));
        return new DeliveryMessage.Document(caption.html(), caption.plain(), name, content, silent, ids);
    }
}
