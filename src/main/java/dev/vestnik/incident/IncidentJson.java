package dev.vestnik.incident;

import dev.vestnik.store.RedisJson;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of an incident without its holders: they are a Redis SET, to which several writers can add at once. */
final class IncidentJson {
    private IncidentJson() {}

    static String write(Incident incident) {
        return RedisJson.write(new Stored(
                incident.key(),
                incident.status(),
                incident.title(),
                incident.area(),
                incident.event(),
                incident.opened(),
                incident.updated(),
                incident.closed()));
    }

    static Incident read(String json, Set<Long> holders) {
        Stored stored = RedisJson.read(json, Stored.class);
        return new Incident(
                stored.key(),
                stored.status(),
                stored.title(),
                stored.area(),
                stored.event(),
                stored.opened(),
                stored.updated(),
                stored.closed(),
                holders);
    }

    private record Stored(
            String key,
            String status,
            String title,
            @Nullable String area,
            String event,
            Instant opened,
            Instant updated,
            @Nullable Instant closed) {}
}
