package dev.vestnik.delivery;

import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.text.HtmlBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Several events as one message: a head that counts them, then a line an event. */
final class Digest {
    /** More than the plural of fewer events can be longer by. */
    private static final int SLACK = 8;

    private final Statuses statuses;
    private final EventView view;
    private final NotificationTexts texts;

    Digest(Statuses statuses, EventView view, NotificationTexts texts) {
        this.statuses = statuses;
        this.view = view;
        this.texts = texts;
    }

    /** The messages that these events would fill. */
    List<List<DigestPages.Line>> pages(List<PendingEvent> waiting) {
        DigestPages pages = new DigestPages(longestHead(waiting));
        DigestLine.arrange(waiting, statuses).forEach(line -> pages.add(new DigestPages.Line(line, line.render(view))));
        return pages.pages();
    }

    HtmlBuilder message(List<DigestPages.Line> page) {
        HtmlBuilder message =
                head(page.stream().flatMap(line -> line.of().events().stream()).toList());
        page.forEach(line -> message.text("\n").add(line.markup()));
        return message;
    }

    /** How many events of which status, and why this reader gets them where that is the same for all. */
    HtmlBuilder head(List<PendingEvent> events) {
        HtmlBuilder head =
                new HtmlBuilder().bold(summary(allHandedOver(events) ? "digest.handover" : "digest.head", events));
        String why = commonWhy(events);
        return why == null ? head : head.text("\n").italic(why);
    }

    /** No page of these events has a longer head. */
    private int longestHead(List<PendingEvent> events) {
        int why = events.stream()
                .map(view::why)
                .filter(Objects::nonNull)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        int summary = Math.max(
                summary("digest.handover", events).length(),
                summary("digest.head", events).length());
        return summary + 1 + why + SLACK;
    }

    private String summary(String key, List<PendingEvent> events) {
        return texts.get(key, texts.events(events.size()), counts(events));
    }

    private static boolean allHandedOver(List<PendingEvent> events) {
        return events.stream().allMatch(waiting -> waiting.entry().why() == Why.HANDOVER);
    }

    private @Nullable String commonWhy(List<PendingEvent> events) {
        if (allHandedOver(events)) {
            return null;
        }
        Set<@Nullable String> reasons = events.stream().map(view::why).collect(Collectors.toSet());
        return reasons.size() == 1 ? reasons.iterator().next() : null;
    }

    private String counts(List<PendingEvent> events) {
        Map<Integer, List<Event>> byRank = new TreeMap<>();
        for (PendingEvent waiting : events) {
            Event event = waiting.event();
            int rank = statuses.named(event.status()).map(Status::rank).orElse(Integer.MAX_VALUE);
            byRank.computeIfAbsent(rank, any -> new ArrayList<>()).add(event);
        }
        return byRank.values().stream()
                .map(same -> view.emoji(Objects.requireNonNull(same.get(0))) + " " + same.size())
                .collect(Collectors.joining(" · "));
    }
}
