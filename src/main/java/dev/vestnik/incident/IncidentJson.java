package dev.vestnik.incident;

import dev.vestnik.store.JsonObject;
import dev.vestnik.store.RedisJson;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An incident as JSON, without its holders: those are a set of their own, so that two can add to it at once. */
final class IncidentJson {
    private IncidentJson() {}

    static String write(Incident incident) {
        return new JsonObject()
                .with("key", incident.key())
                .with("status", incident.status())
                .with("title", incident.title())
                .with("area", incident.area())
                .with("event", incident.event())
                .with("opened", incident.opened())
                .with("updated", incident.updated())
                .with("closed", incident.closed())
                .toString();
    }

    static Incident read(String json, Set<Long> holders) {
        Kept kept = RedisJson.read(json, Kept.class);
        return new Incident(
                kept.key(),
                kept.status(),
                kept.title(),
                kept.area(),
                kept.event(),
                kept.opened(),
                kept.updated(),
                kept.closed(),
                holders);
    }

    private record Kept(
            String key,
            String status,
            String title,
            @Nullable String area,
            String event,
            Instant opened,
            Instant updated,
            @Nullable Instant closed) {}
}
