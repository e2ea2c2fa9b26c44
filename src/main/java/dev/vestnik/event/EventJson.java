package dev.vestnik.event;

import dev.vestnik.store.JsonObject;
import dev.vestnik.store.RedisJson;
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
        return new JsonObject()
                .with("id", event.id())
                .with("key", event.key())
                .with("status", event.status())
                .with("title", event.title())
                .with("text", event.text())
                .with("ip", event.ip())
                .with("area", event.area())
                .with("to", event.to())
                .with("time", event.time())
                .with("expires", event.expires())
                .with("url", event.url())
                .with("source", event.source())
                .with("labels", sorted(event.labels()))
                .toString();
    }

    /**
     * Reads what {@link #write} has written; nothing is validated again.
     *
     * @throws IllegalStateException if it is something else
     */
    public static Event read(String json) {
        Kept kept = RedisJson.read(json, Kept.class);
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

    private static Map<String, String> sorted(Map<String, String> labels) {
        return labels.size() < 2 ? labels : new TreeMap<>(labels);
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
