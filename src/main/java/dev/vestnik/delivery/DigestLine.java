package dev.vestnik.delivery;

import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.text.HtmlBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What one line of a digest tells: an event, or a problem and the event that closed it.
 *
 * @param events one or two
 * @param rank of what is the case now
 */
record DigestLine(List<PendingEvent> events, int rank) {
    DigestLine {
        events = List.copyOf(events);
    }

    /**
     * The most urgent first, otherwise in order. The lines of one key stay together and in order, so that what is
     * closed never seems to break again; its most urgent line says where they stand.
     */
    static List<DigestLine> arrange(List<PendingEvent> waiting, Statuses statuses) {
        Map<Object, List<DigestLine>> byKey = new LinkedHashMap<>();
        for (PendingEvent one : waiting) {
            String key = one.event().key();
            append(byKey.computeIfAbsent(key == null ? one : key, any -> new ArrayList<>()), one, statuses);
        }
        return byKey.values().stream()
                .sorted(Comparator.comparingInt(
                        lines -> lines.stream().mapToInt(DigestLine::rank).min().orElseThrow()))
                .flatMap(List::stream)
                .toList();
    }

    private static void append(List<DigestLine> lines, PendingEvent next, Statuses statuses) {
        int rank = statuses.named(next.event().status()).map(Status::rank).orElse(Integer.MAX_VALUE);
        DigestLine last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
        if (last != null && last.events.size() == 1 && closes(next, statuses) && opens(last.first(), statuses)) {
            lines.set(lines.size() - 1, new DigestLine(List.of(last.first(), next), rank));
        } else {
            lines.add(new DigestLine(List.of(next), rank));
        }
    }

    private static boolean opens(PendingEvent waiting, Statuses statuses) {
        return status(waiting.event(), statuses, Status::opens);
    }

    private static boolean closes(PendingEvent waiting, Statuses statuses) {
        return status(waiting.event(), statuses, Status::closes);
    }

    private static boolean status(Event event, Statuses statuses, Predicate<Status> is) {
        return statuses.named(event.status()).filter(is).isPresent();
    }

    PendingEvent first() {
        return events.get(0);
    }

    HtmlBuilder render(EventView view) {
        return events.size() == 1 ? view.line(first()) : view.folded(first(), events.get(1));
    }
}
