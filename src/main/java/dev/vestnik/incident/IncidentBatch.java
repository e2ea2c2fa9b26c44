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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of one batch of events, moved by one event after the other. Nothing is written: {@link #writes} tells
 * what is to be. For one thread.
 */
public final class IncidentBatch {
    private final Keys keys;
    private final Duration keepClosed;
    private final Map<String, Incident> incidents = new HashMap<>();
    private final Map<String, Touched> touched = new LinkedHashMap<>();

    /**
     * @param keepClosed how long a closed incident is kept
     * @param known the incidents as they are, of every key that the batch can touch; where the batch closes one, with
     *     its holders
     */
    public IncidentBatch(Keys keys, Duration keepClosed, Collection<Incident> known) {
        this.keys = keys;
        this.keepClosed = keepClosed;
        known.forEach(incident -> incidents.put(incident.key(), incident));
    }

    /** The open incident of this key, as the events so far have left it. */
    public Optional<Incident> open(String key) {
        return Optional.ofNullable(openOrNull(key));
    }

    private @Nullable Incident openOrNull(String key) {
        Incident incident = incidents.get(key);
        return incident != null && incident.open() ? incident : null;
    }

    /**
     * Moves the incident of this key: opens it, touches it, or closes it, as the status says.
     *
     * @param ref the event's reference
     * @param area null: unknown
     * @return the incident as the event leaves it; empty if there is none, since the status neither opens one nor finds
     *     one open
     */
    public Optional<Incident> move(
            String key, Event event, Status status, String ref, @Nullable String area, Instant now) {
        Incident before = openOrNull(key);
        if (before == null && !status.opens()) {
            return Optional.empty();
        }
        Incident after = before == null
                ? new Incident(key, event.status(), event.title(), area, ref, now, now, null, Set.of())
                : moved(before, event, status, ref, area, now);
        incidents.put(key, after);
        Touched touch = touched.computeIfAbsent(key, any -> new Touched());
        if (before == null) {
            touch.anew();
        }
        return Optional.of(after);
    }

    private static Incident moved(
            Incident before, Event event, Status status, String ref, @Nullable String area, Instant now) {
        boolean says = status.opens() || status.closes();
        return new Incident(
                before.key(),
                says ? event.status() : before.status(),
                says ? event.title() : before.title(),
                area == null ? before.area() : area,
                says ? ref : before.event(),
                before.opened(),
                now,
                status.closes() ? now : null,
                before.holders());
    }

    /** These chats have been sent the incident of this key; without an open one nothing happens. */
    public void hold(String key, Collection<Long> chats) {
        Incident incident = openOrNull(key);
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
        touched.computeIfAbsent(key, any -> new Touched()).held.addAll(chats);
    }

    /** Everything that the moves have changed, each incident once. */
    public List<RedisWrite> writes() {
        IncidentWrites writes = new IncidentWrites(keys, keepClosed);
        touched.forEach((key, touch) -> {
            Incident incident = incidents.get(key);
            if (incident != null) {
                writes.add(incident, touch.anew, touch.held);
            }
        });
        return writes.all();
    }

    /** What the batch has done to one incident. */
    private static final class Touched {
        private boolean anew;
        private final Set<Long> held = new HashSet<>();

        void anew() {
            anew = true;
            held.clear();
        }
    }
}
