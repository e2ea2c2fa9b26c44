package dev.vestnik.incident;

import dev.vestnik.store.RedisJson;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of an incident without its holders: they are a Redis SET, to which several writers can add at once. */
final class IncidentJson {
    /** For an incident of an earlier version: before all events. */
    private static final String UNKNOWN = "0-0";

    private IncidentJson() {}

    static String write(Incident incident) {
        return RedisJson.write(new Stored(
                incident.key(),
                incident.status(),
                incident.title(),
                incident.area(),
                incident.event(),
                incident.since(),
                incident.to().isEmpty() ? null : incident.to(),
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
                Objects.requireNonNullElse(stored.since(), UNKNOWN),
                Objects.requireNonNullElse(stored.to(), List.of()),
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
            @Nullable String since,
            @Nullable List<String> to,
            Instant opened,
            Instant updated,
            @Nullable Instant closed) {
        /** Without phones and title, since records are logged. */
        @Override
        public String toString() {
            return "Stored[" + event + "]";
        }
    }
}
