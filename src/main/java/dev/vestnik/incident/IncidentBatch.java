package dev.vestnik.incident;

import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of one batch of events, changed by one event after another. Nothing is written before the batch ends: see
 * {@link #writes}. For one thread.
 */
public final class IncidentBatch {
    private final Keys keys;
    private final Duration closedRetention;
    private final Map<String, Incident> incidents = new HashMap<>();
    private final Map<String, Change> changes = new LinkedHashMap<>();

    /**
     * @param closedRetention how long a closed incident is kept
     * @param current the stored incidents of every key of the batch; with their holders if the batch may close them
     */
    public IncidentBatch(Keys keys, Duration closedRetention, Collection<Incident> current) {
        this.keys = keys;
        this.closedRetention = closedRetention;
        current.forEach(incident -> incidents.put(incident.key(), incident));
    }

    /** The open incident of this key, after the events so far. */
    public Optional<Incident> open(String key) {
        return Optional.ofNullable(incidents.get(key)).filter(Incident::open);
    }

    /**
     * Applies an event to the incident of this key: opens, updates or closes it, depending on the status.
     *
     * @param ref the event's reference
     * @param area null: unknown
     * @return the changed incident; empty: no incident is open and the status does not open one
     */
    public Optional<Incident> apply(
            String key, Event event, Status status, String ref, @Nullable String area, Instant now) {
        Optional<Incident> current = open(key);
        if (current.isEmpty() && !status.opens()) {
            return Optional.empty();
        }
        Incident changed = current.map(incident -> updated(incident, event, status, ref, area, now))
                .orElseGet(() -> new Incident(key, event.status(), event.title(), area, ref, now, now, null, Set.of()));
        incidents.put(key, changed);
        Change change = changes.computeIfAbsent(key, any -> new Change());
        if (current.isEmpty()) {
            change.opened = true;
            change.addedHolders.clear();
        }
        return Optional.of(changed);
    }

    private static Incident updated(
            Incident incident, Event event, Status status, String ref, @Nullable String area, Instant now) {
        boolean opensOrCloses = status.opens() || status.closes();
        return new Incident(
                incident.key(),
                opensOrCloses ? event.status() : incident.status(),
                opensOrCloses ? event.title() : incident.title(),
                area == null ? incident.area() : area,
                opensOrCloses ? ref : incident.event(),
                incident.opened(),
                now,
                status.closes() ? now : null,
                incident.holders());
    }

    /** Adds chats that get a message about the open incident of this key; does nothing if there is none. */
    public void addHolders(String key, Collection<Long> chats) {
        Incident incident = open(key).orElse(null);
        if (incident == null) {
            return;
        }
        Set<Long> holders = new HashSet<>(incident.holders());
        holders.addAll(chats);
        incidents.put(
                key,
                new Incident(
                        key,
                        incident.status(),
                        incident.title(),
                        incident.area(),
                        incident.event(),
                        incident.opened(),
                        incident.updated(),
                        incident.closed(),
                        holders));
        changes.computeIfAbsent(key, any -> new Change()).addedHolders.addAll(chats);
    }

    /** The writes of all changes, once for each incident. */
    public List<RedisWrite> writes() {
        IncidentWrites writes = new IncidentWrites(keys, closedRetention);
        changes.forEach((key, change) ->
                writes.add(Objects.requireNonNull(incidents.get(key)), change.opened, change.addedHolders));
        return writes.all();
    }

    /** What the batch changed about one incident. */
    private static final class Change {
        private boolean opened;
        private final Set<Long> addedHolders = new HashSet<>();
    }
}
