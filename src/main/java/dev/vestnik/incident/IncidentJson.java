package dev.vestnik.incident;

import dev.vestnik.store.Json;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An incident as JSON, without its holders: those are a set of their own, so that two can add to it at once. */
final class IncidentJson {
    private IncidentJson() {}

    static String write(Incident incident) {
        return Json.write(new Kept(
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
        Kept kept = Json.read(json, Kept.class);
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
