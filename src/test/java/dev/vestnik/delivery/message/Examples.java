package dev.vestnik.delivery.message;

import dev.vestnik.event.Event;
import dev.vestnik.event.Statuses;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.testing.Samples;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings, people and events of the tests of delivery. */
public final class Examples {
    public static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    public static final ReaderLocale RUSSIAN = new ReaderLocale("ru", ZoneId.of("Europe/Moscow"));
    public static final ReaderLocale ENGLISH = new ReaderLocale("en", ZoneId.of("UTC"));
    static final Statuses STATUSES = Samples.STATUSES;
    static final AreaFinder NORTH_ONLY = event -> "north".equals(event.area()) ? "Север" : null;

    private Examples() {}

    static MessageComposer composer() {
        return new MessageComposer(STATUSES, NORTH_ONLY, CLOCK, true);
    }

    static PendingEvent waiting(String id, Event event) {
        return waiting(id, event, Why.DUTY);
    }

    static PendingEvent waiting(String id, Event event, Why why) {
        return new PendingEvent(id, new OutboxEntry(1001, "ref-" + id, why), event);
    }

    public static Event event(String status, String title) {
        return event(status, title, null, null);
    }

    public static Event event(String status, String title, @Nullable String key, @Nullable String text) {
        return new Event(null, key, status, title, text, null, "north", List.of(), NOW, null, null, null, Map.of());
    }

    static Event at(String ip, @Nullable String area) {
        return new Event(
                null, null, "critical", "Link down", null, ip, area, List.of(), NOW, null, null, null, Map.of());
    }
}
