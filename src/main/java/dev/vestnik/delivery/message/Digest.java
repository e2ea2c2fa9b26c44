package dev.vestnik.delivery.message;

import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows several events in one message: a heading that counts them, then a line for each. */
final class Digest {
    /** UTF-16 units by which the plural form of a smaller number can be longer. */
    private static final int PLURAL_SLACK = 8;

    private final Statuses statuses;
    private final EventRenderer renderer;
    private final Phrases phrases;

    Digest(Statuses statuses, EventRenderer renderer, Phrases phrases) {
        this.statuses = statuses;
        this.renderer = renderer;
        this.phrases = phrases;
    }

    /** The lines of each message that these events fill. */
    List<List<DigestPages.Line>> pages(List<PendingEvent> pending) {
        DigestPages pages = new DigestPages(maxHeadingLength(pending));
        DigestLine.arrange(pending, statuses)
                .forEach(line -> pages.add(new DigestPages.Line(line, line.render(renderer))));
        return pages.pages();
    }

    Html message(List<DigestPages.Line> page) {
        List<PendingEvent> events =
                page.stream().flatMap(line -> line.source().events().stream()).toList();
        List<Html> lines = page.stream().map(DigestPages.Line::html).toList();
        return heading(events).text("\n").add(Html.join("\n", lines));
    }

    /** The number of events by status, and why this reader gets them if that is the same for all. */
    Html heading(List<PendingEvent> events) {
        Html heading = Html.EMPTY.bold(summary(allHandedOver(events) ? "digest.handover" : "digest.head", events));
        heading = heading.text(" · ").text(renderer.zone());
        String reason = commonReason(events);
        return reason == null ? heading : heading.text("\n").italic(reason);
    }

    /** An upper bound for the heading of any subset of these events. */
    private int maxHeadingLength(List<PendingEvent> events) {
        int reason = events.stream()
                .map(renderer::reason)
                .filter(Objects::nonNull)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        int summary = Math.max(
                summary("digest.handover", events).length(),
                summary("digest.head", events).length());
        return summary + 3 + renderer.zone().length() + 1 + reason + PLURAL_SLACK;
    }

    private String summary(String key, List<PendingEvent> events) {
        return phrases.plain(key, phrases.events(events.size()), countsByStatus(events));
    }

    private static boolean allHandedOver(List<PendingEvent> events) {
        return events.stream().allMatch(pending -> pending.entry().why() == Why.HANDOVER);
    }

    private @Nullable String commonReason(List<PendingEvent> events) {
        if (allHandedOver(events)) {
            return null;
        }
        Set<@Nullable String> reasons = events.stream().map(renderer::reason).collect(Collectors.toSet());
        return reasons.size() == 1 ? reasons.iterator().next() : null;
    }

    private String countsByStatus(List<PendingEvent> events) {
        Map<Integer, List<Event>> byRank = events.stream()
                .map(PendingEvent::event)
                .collect(Collectors.groupingBy(
                        event ->
                                statuses.named(event.status()).map(Status::rank).orElse(Integer.MAX_VALUE),
                        TreeMap::new,
                        Collectors.toList()));
        return byRank.values().stream()
                .map(same -> renderer.emoji(same.get(0)) + " " + same.size())
                .collect(Collectors.joining(" · "));
    }
}
