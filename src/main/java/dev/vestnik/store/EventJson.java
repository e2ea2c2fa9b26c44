package dev.vestnik.store;

import dev.vestnik.event.Event;
import dev.vestnik.event.EventReader;
import dev.vestnik.event.OmittedField;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a validated event: the fields that senders write, normalised, without absent ones, and {@code omitted}.
 * {@link EventReader} reads the same event from it.
 */
public final class EventJson {
    private EventJson() {}

    public static String write(Event event) {
        return RedisJson.write(stored(event));
    }

    /** As {@link #write}, in UTF-8. */
    public static byte[] bytes(Event event) {
        return RedisJson.bytes(stored(event));
    }

    private static Stored stored(Event event) {
        return new Stored(
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
                event.labels().isEmpty() ? null : new TreeMap<>(event.labels()),
                event.omitted().isEmpty() ? null : event.omitted());
    }

    /**
     * Reads what {@link #write} has written, without validation.
     *
     * @throws IllegalStateException if the text is not the JSON of an event
     */
    public static Event read(String json) {
        Stored stored = RedisJson.read(json, Stored.class);
        return new Event(
                stored.id(),
                stored.key(),
                stored.status(),
                stored.title(),
                stored.text(),
                stored.ip(),
                stored.area(),
                Objects.requireNonNullElse(stored.to(), List.of()),
                stored.time(),
                stored.expires(),
                stored.url(),
                stored.source(),
                Objects.requireNonNullElse(stored.labels(), Map.of()),
                Objects.requireNonNullElse(stored.omitted(), List.of()));
    }

    private record Stored(
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
            @Nullable Map<String, String> labels,
            @Nullable List<OmittedField> omitted) {}
}
