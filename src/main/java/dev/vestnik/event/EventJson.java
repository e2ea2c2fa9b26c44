package dev.vestnik.event;

import dev.vestnik.store.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A validated event as JSON: the same fields as senders write, normalised, what is absent left out. What is written can
 * be read by {@link EventReader} too, and gives the same event.
 */
public final class EventJson {
    private EventJson() {}

    public static String write(Event event) {
        return Json.write(new Kept(
                event.id(),
                event.key(),
                event.status(),
                event.title(),
                event.text(),
                event.ip(),
                event.area(),
                event.to().isEmpty() ? null : event.to(),
                event.time(),
                event.expires(),
                event.url(),
                event.source(),
                event.labels().isEmpty() ? null : new TreeMap<>(event.labels())));
    }

    /**
     * Reads what {@link #write} has written; nothing is validated again.
     *
     * @throws IllegalStateException if it is something else
     */
    public static Event read(String json) {
        Kept kept = Json.read(json, Kept.class);
        return new Event(
                kept.id(),
                kept.key(),
                kept.status(),
                kept.title(),
                kept.text(),
                kept.ip(),
                kept.area(),
                Objects.requireNonNullElse(kept.to(), List.of()),
                kept.time(),
                kept.expires(),
                kept.url(),
                kept.source(),
                Objects.requireNonNullElse(kept.labels(), Map.of()));
    }

    private record Kept(
            @Nullable String id,
            @Nullable String key,
            String status,
            String title,
            @Nullable String text,
            @Nullable String ip,
            @Nullable String area,
            @Nullable List<String> to,
            Instant time,
            @Nullable Duration expires,
            @Nullable URI url,
            @Nullable String source,
            @Nullable Map<String, String> labels) {}
}
