package dev.vestnik.incident;

import dev.vestnik.incident.silence.SilenceMark;
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
                incident.number() == 0 ? null : incident.number(),
                incident.generation() == 0 ? null : incident.generation(),
                incident.status(),
                incident.title(),
                incident.area(),
                incident.event(),
                incident.since(),
                incident.to().isEmpty() ? null : incident.to(),
                incident.opened(),
                incident.updated(),
                incident.closed(),
                incident.closedBy(),
                incident.step() == 0 ? null : incident.step(),
                incident.silence()));
    }

    static Incident read(String json, Set<Long> holders) {
        Stored stored = RedisJson.read(json, Stored.class);
        return new Incident(
                stored.key(),
                Objects.requireNonNullElse(stored.number(), 0L),
                Objects.requireNonNullElse(stored.generation(), 0),
                stored.status(),
                stored.title(),
                stored.area(),
                stored.event(),
                Objects.requireNonNullElse(stored.since(), UNKNOWN),
                Objects.requireNonNullElse(stored.to(), List.of()),
                stored.opened(),
                stored.updated(),
                stored.closed(),
                stored.closedBy(),
                Objects.requireNonNullElse(stored.step(), 0),
                stored.silence(),
                holders);
    }

    private record Stored(
            String key,
            @Nullable Long number,
            @Nullable Integer generation,
            String status,
            String title,
            @Nullable String area,
            String event,
            @Nullable String since,
            @Nullable List<String> to,
            Instant opened,
            Instant updated,
            @Nullable Instant closed,
            @Nullable String closedBy,
            @Nullable Integer step,
            @Nullable SilenceMark silence) {
        /** Without phones and title, since records are logged. */
        @Override
        public String toString() {
            return "Stored[" + event + "]";
        }
    }
}
