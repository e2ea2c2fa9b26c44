package dev.vestnik.delivery.message;

import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.text.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The events that one line of a digest shows: one event, or a problem and the event that closed it.
 *
 * @param events one or two
 * @param rank the rank of the current status; the most urgent is the lowest
 */
record DigestLine(List<PendingEvent> events, int rank) {
    DigestLine {
        events = List.copyOf(events);
    }

    /**
     * Arranges events as lines, the most urgent first. The lines of one key stay together and in order, so that a closed
     * problem does not seem to open again; their place is that of the most urgent of them.
     */
    static List<DigestLine> arrange(List<PendingEvent> events, Statuses statuses) {
        Map<Object, List<DigestLine>> byKey = new LinkedHashMap<>();
        for (PendingEvent event : events) {
            String key = event.event().key();
            append(byKey.computeIfAbsent(key == null ? event : key, any -> new ArrayList<>()), event, statuses);
        }
        return byKey.values().stream()
                .sorted(Comparator.comparingInt(
                        lines -> lines.stream().mapToInt(DigestLine::rank).min().orElseThrow()))
                .flatMap(List::stream)
                .toList();
    }

    private static void append(List<DigestLine> lines, PendingEvent next, Statuses statuses) {
        Optional<Status> status = statuses.named(next.event().status());
        int rank = status.map(Status::rank).orElse(Integer.MAX_VALUE);
        DigestLine last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
        if (last != null
                && last.isOpenProblem(statuses)
                && status.filter(Status::closes).isPresent()) {
            lines.set(lines.size() - 1, new DigestLine(List.of(last.events.get(0), next), rank));
        } else {
            lines.add(new DigestLine(List.of(next), rank));
        }
    }

    private boolean isOpenProblem(Statuses statuses) {
        return events.size() == 1
                && statuses.named(events.get(0).event().status())
                        .filter(Status::opens)
                        .isPresent();
    }

    Html render(EventRenderer renderer) {
        return events.size() == 1 ? renderer.line(events.get(0)) : renderer.line(events.get(0), events.get(1));
    }
}
