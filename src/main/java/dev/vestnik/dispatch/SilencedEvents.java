package dev.vestnik.dispatch;

import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.dispatch.recipient.LoggedInUsers;
import dev.vestnik.dispatch.recipient.Recipient;
import dev.vestnik.dispatch.recipient.RecipientSelector;
import dev.vestnik.dispatch.recipient.Selection;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentBatch;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.Silence.Subject;
import dev.vestnik.incident.silence.SilenceEnded;
import dev.vestnik.incident.silence.SilenceEnded.StillOpen;
import dev.vestnik.incident.silence.SilenceMark;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.incident.silence.SilenceStore;
import dev.vestnik.ledger.LedgerBatch;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.store.CombinedWrite;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The silences during one batch: which events they keep from being sent, what their begin means for incidents that are open, and
 * what is sent when they end. For one thread.
 */
final class SilencedEvents {
    private final Keys keys;
    private final Statuses statuses;
    private final RecipientSelector recipients;
    private final DispatchSnapshot snapshot;
    private final LoggedInUsers users;
    private final IncidentBatch incidents;
    private final RecipientEntries entries;
    private final MissedEvents missed;
    private final LedgerBatch ledger;
    private final Instant now;
    private final Map<String, Silence> active = new LinkedHashMap<>();
    private final Map<String, Set<String>> marked = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<RedisWrite> ends = new ArrayList<>();

    SilencedEvents(
            Keys keys,
            Statuses statuses,
            RecipientSelector recipients,
            DispatchSnapshot snapshot,
            LoggedInUsers users,
            IncidentBatch incidents,
            RecipientEntries entries,
            MissedEvents missed,
            LedgerBatch ledger,
            Instant now) {
        this.keys = keys;
        this.statuses = statuses;
        this.recipients = recipients;
        this.snapshot = snapshot;
        this.users = users;
        this.incidents = incidents;
        this.entries = entries;
        this.missed = missed;
        this.ledger = ledger;
        this.now = now;
        snapshot.silences().forEach(silence -> active.put(silence.id(), silence));
    }

    /** What is removed at the end of a silence comes last. */
    List<RedisWrite> writes() {
        List<RedisWrite> writes = new ArrayList<>();
        marked.forEach((id, incidentKeys) -> {
            CombinedWrite add = new CombinedWrite("SADD", keys.silencedIncidents(id));
            incidentKeys.forEach(add::add);
            writes.addAll(add.writes());
            writes.add(RedisWrite.of(
                    "PEXPIRE", keys.silencedIncidents(id), Long.toString(SilenceStore.RETENTION.toMillis())));
        });
        counts.forEach(
                (id, events) -> writes.add(RedisWrite.of("INCRBY", keys.silencedEvents(id), Integer.toString(events))));
        writes.addAll(ends);
        return writes;
    }

    /** The silence that keeps this event from being sent, whatever its incident is under. */
    Optional<Silence> covering(Event event, Status status, @Nullable String key, @Nullable String area) {
        return covering(new Subject(key, area, event.ip(), !event.to().isEmpty(), status.wakes()));
    }

    private Optional<Silence> covering(Subject subject) {
        return active.values().stream()
                .filter(silence -> silence.silences(subject, now))
                .findFirst();
    }

    /**
     * Decides whether an event is silenced, counts it, and lets its incident be under the same silence, or under none. The event
     * that closes an incident is silenced if the incident is.
     *
     * @param before the incident before the event; null: none was open
     * @param after the incident after the event; null: none is open
     * @return the id of the silence; null: the event is sent
     */
    @Nullable
    String of(
            Event event,
            Status status,
            String ref,
            @Nullable String key,
            @Nullable String area,
            @Nullable Incident before,
            @Nullable Incident after) {
        SilenceMark mark = before == null ? null : before.silence();
        if (status.closes()) {
            return mark != null && before != null && before.to().equals(event.to()) ? counted(mark.id()) : null;
        }
        Silence silence = covering(event, status, key, area).orElse(null);
        if (after != null && after.event().equals(ref)) {
            if (silence != null) {
                mark(after.key(), silence);
            } else {
                incidents.endSilence(after.key(), status.wakes(), now);
            }
        }
        return silence == null ? null : counted(silence.id());
    }

    private String counted(String silence) {
        counts.merge(silence, 1, Integer::sum);
        return silence;
    }

    private void mark(String key, Silence silence) {
        incidents.silence(key, silence.mark(), now);
        marked.computeIfAbsent(silence.id(), any -> new LinkedHashSet<>()).add(key);
    }

    /** Silences the incidents that are open already; their cards show it. */
    void begin(SilenceRequest request) {
        Silence silence = active.get(request.id());
        if (silence == null) {
            return;
        }
        for (Incident stored : snapshot.incidents()) {
            incidents
                    .open(stored.key())
                    .filter(incident -> !incident.isSilenced() && silence.silences(subject(incident), now))
                    .ifPresent(incident -> mark(incident.key(), silence));
        }
    }

    /**
     * Ends a silence: the incidents under it that wake and that nobody has taken are sent as when they opened, and escalate from
     * the first step.
     *
     * @return empty: it has ended before
     */
    Optional<SilenceEnded> end(SilenceRequest request) {
        Silence silence = active.remove(request.id());
        if (silence == null) {
            return Optional.empty();
        }
        ends.add(RedisWrite.of("HDEL", keys.silences(), silence.id()));
        ends.add(RedisWrite.of("DEL", keys.silencedIncidents(silence.id()), keys.silenceEnding(silence.id())));
        Map<Long, List<StillOpen>> open = new TreeMap<>();
        open.put(silence.chat(), new ArrayList<>());
        for (Incident incident : under(silence.id())) {
            Silence other = covering(subject(incident)).orElse(null);
            if (other != null) {
                mark(incident.key(), other);
            } else {
                end(incident, silence.chat(), open);
            }
        }
        long events = snapshot.silencedEvents(silence.id()) + counts.getOrDefault(silence.id(), 0);
        return Optional.of(new SilenceEnded(silence, request.by(), events, open));
    }

    /** The open incidents under this silence, in the order of their numbers. */
    private List<Incident> under(String id) {
        Set<String> all = new LinkedHashSet<>(snapshot.silencedIncidents(id));
        all.addAll(marked.getOrDefault(id, Set.of()));
        return all.stream()
                .flatMap(key -> incidents.open(key).stream())
                .filter(incident ->
                        incident.silence() != null && incident.silence().id().equals(id))
                .sorted(Comparator.comparingLong(Incident::number))
                .toList();
    }

    private void end(Incident incident, long setBy, Map<Long, List<StillOpen>> open) {
        String key = incident.key();
        Owner owner = incidents.isOpenedNow(key) ? null : snapshot.owner(key).orElse(null);
        Status status = statuses.named(incident.status()).orElse(null);
        incidents.endSilence(key, owner == null, now);
        if (status == null) {
            return;
        }
        Selection selection = recipients.of(incident.to(), status, incident.area(), Set.of(), users);
        if (status.wakes() && owner == null) {
            send(incident, status, selection);
        }
        Set<Long> told = new LinkedHashSet<>();
        selection.recipients().stream()
                .filter(recipient -> recipient.why() != Why.TITLE_ONLY)
                .forEach(recipient -> told.add(recipient.chat()));
        if (owner != null) {
            told.add(owner.chat());
        }
        if (maySee(setBy, incident)) {
            told.add(setBy);
        }
        StillOpen line = new StillOpen(incident.number(), incident.status(), incident.title(), incident.area());
        told.forEach(
                chat -> open.computeIfAbsent(chat, any -> new ArrayList<>()).add(line));
    }

    private void send(Incident incident, Status status, Selection selection) {
        List<Recipient> told = selection.recipients().stream()
                .map(recipient ->
                        recipient.why() == Why.TITLE_ONLY ? recipient : new Recipient(recipient.chat(), Why.UNSILENCED))
                .toList();
        String ref = incident.event();
        ends.add(RedisWrite.of("HDEL", keys.missed(), ref));
        ledger.recordRedispatch(ref, entries.add(ref, incident.key(), new Selection(told, selection.passedOver())));
        snapshot.event(ref).ifPresent(event -> missed.keep(ref, event, status, selection, null));
    }

    private boolean maySee(long chat, Incident incident) {
        Person person = users.byChat(chat)
                .flatMap(user -> users.directory().person(user.phone()))
                .orElse(null);
        return person != null && (incident.concerns(person) || (person.role() == Role.ADMIN && !incident.isPrivate()));
    }

    private Subject subject(Incident incident) {
        String ip = snapshot.event(incident.event()).map(Event::ip).orElse(null);
        boolean wakes = statuses.named(incident.status()).filter(Status::wakes).isPresent();
        return new Subject(incident.key(), incident.area(), ip, incident.isPrivate(), wakes);
    }
}
