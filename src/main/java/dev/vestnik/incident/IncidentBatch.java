package dev.vestnik.incident;

import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.incident.ClosingRequest.Refusal;
import dev.vestnik.incident.escalation.EscalationPolicies;
import dev.vestnik.incident.escalation.EscalationPolicy;
import dev.vestnik.incident.escalation.EscalationRequest;
import dev.vestnik.incident.silence.SilenceMark;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.store.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    private static final Instant NEVER = Instant.MAX;

    private final Keys keys;
    private final Duration closedRetention;
    private final EscalationPolicies escalations;
    private final Map<String, Incident> incidents = new HashMap<>();
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private final long firstNumber;
    private long lastNumber;

    /**
     * @param closedRetention how long a closed incident is kept
     * @param escalations when the steps of an escalation come
     * @param lastNumber the number of the incident that was opened last; 0: none was
     * @param current the stored incidents of every key of the batch; with their holders if the batch may close them
     */
    public IncidentBatch(
            Keys keys,
            Duration closedRetention,
            EscalationPolicies escalations,
            long lastNumber,
            Collection<Incident> current) {
        this.keys = keys;
        this.closedRetention = closedRetention;
        this.escalations = escalations;
        this.firstNumber = lastNumber;
        this.lastNumber = lastNumber;
        current.forEach(incident -> incidents.put(incident.key(), incident));
    }

    /** The open incident of this key, after the events so far. */
    public Optional<Incident> open(String key) {
        return Optional.ofNullable(incidents.get(key)).filter(Incident::open);
    }

    /** The incident that is open in this opening, after the events so far. */
    public Optional<Incident> open(Opening opening) {
        return open(opening.key()).filter(opening::isOf);
    }

    /** The closed incident of this key, after the events so far. */
    public Optional<Incident> closed(String key) {
        return Optional.ofNullable(incidents.get(key)).filter(incident -> !incident.open());
    }

    /** Whether an event of this batch has opened the incident of this key: then nobody owns it, whoever owned it before. */
    public boolean isOpenedNow(String key) {
        Change change = changes.get(key);
        return change != null && change.opened;
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
        Change tracked = changes.computeIfAbsent(key, any -> new Change());
        Incident changed = escalating(
                current,
                current == null ? opened(key, change) : numbered(change.applied(current)),
                status,
                ref,
                tracked,
                now);
        incidents.put(key, changed);
        if (current == null) {
            tracked.opened = true;
            tracked.onlyClosed = false;
            tracked.addedHolders.clear();
            if (changed.generation() > 1) {
                tracked.reopened = true;
                tracked.history.add(HistoryEntry.of(now, HistoryEntry.Kind.REOPENED));
            }
        } else if (!changed.open()) {
            tracked.history.add(HistoryEntry.of(now, HistoryEntry.Kind.RESOLVED));
        } else if (!changed.status().equals(current.status())) {
            tracked.history.add(new HistoryEntry(now, HistoryEntry.Kind.STATUS_CHANGED, null, changed.status()));
        }
        return Optional.of(changed);
    }

    /**
     * Starts the escalation with an event that opens, or changes the status to another one that wakes; stops it with one that
     * closes, or does not wake. An event that does not change what the incident shows changes nothing.
     */
    private Incident escalating(
            @Nullable Incident before, Incident after, Status status, String ref, Change tracked, Instant now) {
        boolean shown = after.event().equals(ref);
        EscalationPolicy escalation = escalations.of(after.area());
        boolean wakes = after.open() && !after.isPrivate() && status.wakes() && !escalation.isEmpty();
        if (!after.open() || (shown && !wakes)) {
            if (after.step() > 0) {
                tracked.due = NEVER;
            }
            return after.withStep(0);
        }
        boolean starts =
                before == null || before.step() == 0 || !before.status().equals(after.status());
        if (!shown || !starts) {
            return after;
        }
        tracked.due = now.plus(escalation.pauseBefore(1));
        return after.withStep(1);
    }

    /** A key that opens again while its last incident is kept keeps the number. */
    private Incident opened(String key, IncidentChange change) {
        Incident before = incidents.get(key);
        return before == null || before.number() == 0
                ? change.opened(key, ++lastNumber, 1)
                : change.opened(key, before.number(), before.generation() + 1);
    }

    /** An incident that an older version has stored gets its number now. */
    private Incident numbered(Incident incident) {
        return incident.number() == 0 ? incident.withNumber(++lastNumber) : incident;
    }

    /**
     * Closes the incident, if it is open in the generation that the person saw.
     *
     * @return why it was not closed; empty: it is, by this request or an earlier one of the same person
     */
    public Optional<Refusal> close(ClosingRequest request, Instant now) {
        Opening seen = request.opening();
        Incident incident = incidents.get(seen.key());
        if (incident == null || incident.number() != seen.number()) {
            return Optional.of(Refusal.GONE);
        }
        boolean sameOpening = seen.isOf(incident);
        if (!incident.open()) {
            return sameOpening && request.by().equals(incident.closedBy())
                    ? Optional.empty()
                    : Optional.of(Refusal.CLOSED);
        }
        if (!sameOpening) {
            return Optional.of(Refusal.REOPENED);
        }
        incidents.put(incident.key(), incident.closedBy(request.by(), now));
        Change change = changes.computeIfAbsent(incident.key(), any -> new Change());
        change.history.add(new HistoryEntry(now, HistoryEntry.Kind.CLOSED, request.by(), null));
        change.due = NEVER;
        return Optional.empty();
    }

    /**
     * Goes on to the next step of an escalation, if the incident is open in this generation and this step comes next.
     *
     * @return the incident whose escalation performs the requested step; empty: the step was performed before, or is over
     */
    public Optional<Incident> escalate(EscalationRequest request, Instant now) {
        Incident incident = open(request.opening())
                .filter(open -> open.step() == request.step() && open.step() > 0 && !open.isSilenced())
                .orElse(null);
        if (incident == null) {
            return Optional.empty();
        }
        EscalationPolicy escalation = escalations.of(incident.area());
        Change change = changes.computeIfAbsent(incident.key(), any -> new Change());
        if (escalation.isEmpty()) {
            // The steps were removed from the settings, or from the area.
            incidents.put(incident.key(), incident.withStep(0));
            change.due = NEVER;
            return Optional.empty();
        }
        int next = request.step() + 1;
        incidents.put(incident.key(), incident.withStep(next));
        change.history.add(new HistoryEntry(now, HistoryEntry.Kind.ESCALATED, null, Integer.toString(request.step())));
        change.due = now.plus(escalation.pauseBefore(next));
        return Optional.of(incident);
    }

    /** The open incident of this key is under this silence: its escalation pauses. Does nothing if there is none. */
    public void silence(String key, SilenceMark mark, Instant now) {
        Incident incident = open(key).orElse(null);
        if (incident == null) {
            return;
        }
        boolean begins = incident.silence() == null;
        incidents.put(key, incident.withSilence(mark));
        Change change = changes.computeIfAbsent(key, any -> new Change());
        if (begins) {
            change.history.add(new HistoryEntry(now, HistoryEntry.Kind.SILENCED, mark.by(), null));
        }
        change.due = NEVER;
    }

    /**
     * The incident of this key is under no silence any more.
     *
     * @param escalates whether its escalation begins anew, if its status escalates
     */
    public void endSilence(String key, boolean escalates, Instant now) {
        Incident incident = open(key).filter(Incident::isSilenced).orElse(null);
        if (incident == null) {
            return;
        }
        EscalationPolicy escalation = escalations.of(incident.area());
        boolean begins = escalates && incident.step() > 0 && !escalation.isEmpty();
        incidents.put(key, incident.withSilence(null).withStep(begins ? 1 : incident.step()));
        Change change = changes.computeIfAbsent(key, any -> new Change());
        change.history.add(HistoryEntry.of(now, HistoryEntry.Kind.SILENCE_ENDED));
        if (begins) {
            change.due = now.plus(escalation.pauseBefore(1));
        }
    }

    /** Adds chats that get a message about the open incident of this key; does nothing if there is none. */
    public void addHolders(String key, Collection<Long> chats) {
        Incident incident = open(key).orElse(null);
        if (incident == null) {
            return;
        }
        Set<Long> holders = new HashSet<>(incident.holders());
        holders.addAll(chats);
        incidents.put(key, incident.withHolders(holders));
        changes.computeIfAbsent(key, any -> new Change()).addedHolders.addAll(chats);
    }

    /**
     * The writes of all changes, once for each incident.
     *
     * @param now the time of the changes
     */
    public List<RedisWrite> writes(Instant now) {
        IncidentWrites writes = new IncidentWrites(keys, now);
        changes.forEach((key, change) -> {
            Incident incident = Objects.requireNonNull(incidents.get(key));
            if (change.opened) {
                writes.opened(incident, change.reopened);
            }
            if (!change.opened || change.reopened) {
                writes.outdatedCards(key);
            }
            writes.history(key, change.history);
            if (change.due != null) {
                writes.escalation(key, change.due.equals(NEVER) ? null : change.due);
            }
            writes.state(incident, change.addedHolders, change.onlyClosed ? LATE : closedRetention);
        });
        return lastNumber == firstNumber ? writes.all() : writes.withLastNumber(lastNumber);
    }

    /** What the batch changed about one incident. */
    private static final class Change {
        private boolean opened;
        private boolean reopened;
        private final List<HistoryEntry> history = new ArrayList<>();
        private boolean onlyClosed;
        private final Set<Long> addedHolders = new HashSet<>();
        /** When the next step of the escalation comes; null: as before. */
        private @Nullable Instant due;
    }
}
