package dev.vestnik.incident;

import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.store.StreamId;
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
    /** How much later than its closing event an opening event may arrive. */
    public static final Duration LATE = Duration.ofMinutes(10);

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

    /** The closed incident of this key, after the events so far. */
    public Optional<Incident> closed(String key) {
        return Optional.ofNullable(incidents.get(key)).filter(incident -> !incident.open());
    }

    /**
     * The closed incident of this key that had ended before this opening event happened to arrive: the event is late, and
     * opens nothing. Two sources, or a retry, can change the order of two events within {@link #LATE}.
     */
    public Optional<Incident> closedAfter(String key, Event event, Instant now) {
        return closed(key).filter(incident -> {
            Instant closed = Objects.requireNonNull(incident.closed());
            boolean byEvent = !closed.isAfter(incident.updated());
            return byEvent
                    && event.time().isBefore(closed)
                    && !now.isAfter(incident.updated().plus(LATE));
        });
    }

    /**
     * Whether the event that was dispatched with this reference belongs to the current opening of the incident of this key, or
     * to the last one if the incident is closed and this event is of before its end.
     *
     * @param event a later event with the same id and status
     */
    public boolean isOfSameOpening(String key, String dispatched, Event event, Instant now) {
        Incident incident = incidents.get(key);
        if (incident == null) {
            return true;
        }
        return StreamId.of(dispatched).compareTo(StreamId.of(incident.since())) >= 0
                || closedAfter(key, event, now).isPresent();
    }

    /**
     * Applies an event to the incident of this key: opens, updates or closes it, depending on the status. An event that closes
     * without an open incident is remembered for {@link #LATE}, because the event that opens may be late.
     *
     * @param ref the event's reference
     * @param area null: unknown
     * @return the changed incident; empty: no incident is open and the status does not open one
     */
    public Optional<Incident> apply(
            String key, Event event, Status status, String ref, @Nullable String area, Instant now) {
        Incident current = open(key).orElse(null);
        if (current == null && !status.opens()) {
            if (status.closes() && !incidents.containsKey(key)) {
                incidents.put(key, new IncidentChange(event, status, ref, area, now).closedUnopened(key));
                changes.computeIfAbsent(key, any -> new Change()).onlyClosed = true;
            }
            return Optional.empty();
        }
        IncidentChange change = new IncidentChange(event, status, ref, area, now);
        Incident changed = current == null ? change.opened(key) : change.applied(current);
        incidents.put(key, changed);
        Change tracked = changes.computeIfAbsent(key, any -> new Change());
        if (current == null) {
            tracked.opened = true;
            tracked.onlyClosed = false;
            tracked.addedHolders.clear();
        }
        return Optional.of(changed);
    }

    /** Adds chats that get a message about the open incident of this key; does nothing if there is none. */
    public void addHolders(String key, Collection<Long> chats) {
        Incident incident = open(key).orElse(null);
        if (incident == null) {
            return;
        }
        Set<Long> holders = new HashSet<>(incident.holders());
        holders.addAll(chats);
        incidents.put(key, IncidentChange.withHolders(incident, holders));
        changes.computeIfAbsent(key, any -> new Change()).addedHolders.addAll(chats);
    }

    /** The writes of all changes, once for each incident. */
    public List<RedisWrite> writes() {
        IncidentWrites writes = new IncidentWrites(keys);
        changes.forEach((key, change) -> writes.add(
                Objects.requireNonNull(incidents.get(key)),
                change.opened,
                change.addedHolders,
                change.onlyClosed ? LATE : closedRetention));
        return writes.all();
    }

    /** What the batch changed about one incident. */
    private static final class Change {
        private boolean opened;
        private boolean onlyClosed;
        private final Set<Long> addedHolders = new HashSet<>();
    }
}
