package dev.vestnik.dispatch;

import dev.vestnik.dispatch.DispatchOutcome.Kind;
import dev.vestnik.dispatch.ParsedEntry.Invalid;
import dev.vestnik.dispatch.ParsedEntry.Redispatched;
import dev.vestnik.dispatch.ParsedEntry.Valid;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentBatch;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.ledger.LedgerBatch;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Dispatches the events of one batch, each with the changes of those before it. For one thread. */
final class BatchDispatch {
    private final Keys keys;
    private final Statuses statuses;
    private final RecipientSelector recipients;
    private final Retention retention;
    private final LedgerBatch ledger;
    private final DispatchSnapshot snapshot;
    private final ReachableUsers users;
    private final Instant now;
    private final IncidentBatch incidents;
    private final Set<String> seen = new HashSet<>();
    private final List<OutboxEntry> entries = new ArrayList<>();
    private final List<RedisWrite> writes = new ArrayList<>();
    private final List<DispatchOutcome> outcomes = new ArrayList<>();

    BatchDispatch(
            Keys keys,
            Statuses statuses,
            RecipientSelector recipients,
            Retention retention,
            Ledger ledger,
            DispatchSnapshot snapshot,
            ReachableUsers users,
            Instant now) {
        this.keys = keys;
        this.statuses = statuses;
        this.recipients = recipients;
        this.retention = retention;
        this.ledger = ledger.newBatch();
        this.snapshot = snapshot;
        this.users = users;
        this.now = now;
        this.incidents = new IncidentBatch(keys, retention.closed(), snapshot.incidents());
    }

    DispatchResult result() {
        writes.addAll(incidents.writes());
        writes.addAll(ledger.writes());
        return new DispatchResult(entries, writes, outcomes);
    }

    void dispatch(ParsedEntry entry) {
        String ref = entry.source().ref();
        if (entry instanceof Invalid invalid) {
            writes.add(RejectedEntry.of(keys, invalid.source(), invalid.rejection(), now, retention.events()));
            finish(DispatchOutcome.rejected(ref, invalid.rejection()));
            String reason = invalid.rejection().reason().label();
            ledger.recordDispatch(ref, null, Kind.REJECTED.label(), reason, List.of());
        } else if (entry instanceof Redispatched redispatched) {
            finish(DispatchOutcome.of(ref, redispatch(redispatched.source())));
        } else if (entry instanceof Valid valid) {
            int previous = entries.size();
            Kind kind = isDuplicate(valid) ? Kind.DUPLICATE : dispatch(valid, ref);
            finish(DispatchOutcome.of(ref, kind));
            List<OutboxEntry> added = entries.subList(previous, entries.size());
            ledger.recordDispatch(ref, valid.event().id(), kind.label(), "", added);
        }
    }

    private void finish(DispatchOutcome outcome) {
        outcomes.add(outcome);
        String count = outcome.kind().ledgerCount();
        if (count != null) {
            ledger.count(count);
        }
    }

    private boolean isDuplicate(Valid valid) {
        String id = valid.event().id();
        if (id == null) {
            return false;
        }
        String seenKey = keys.seen(id, valid.status().name());
        if (snapshot.seen(seenKey) || !seen.add(seenKey)) {
            return true;
        }
        writes.add(RedisWrite.set(seenKey, "1", retention.seen()));
        return false;
    }

    private Kind dispatch(Valid valid, String ref) {
        Status status = valid.status();
        Optional<String> area = recipients.areaOf(valid.event(), users.directory());
        Event event = ParsedEntry.stored(valid, area);
        String key = valid.key();
        boolean wasOpen = key != null && incidents.open(key).isPresent();
        Optional<Incident> incident =
                key == null ? Optional.empty() : incidents.apply(key, event, status, ref, area.orElse(null), now);
        Set<Long> holders = incident.map(Incident::holders).orElse(Set.of());
        List<Recipient> selected = recipients.of(event, status, area.orElse(null), holders, users);
        writes.add(RedisWrite.set(
                keys.event(ref),
                EventJson.write(event),
                status.opens() ? retention.openingEvents() : retention.events()));
        addEntries(ref, key, selected);
        if (!selected.isEmpty()) {
            return Kind.ROUTED;
        }
        if (status.closes()) {
            return wasOpen ? Kind.CLOSED : Kind.CLOSED_WITHOUT_INCIDENT;
        }
        return Kind.UNROUTED;
    }

    /** Adds the recipients who are selected only without the unreachable one. */
    private Kind redispatch(EventStreamEntry.RedispatchRequest request) {
        Event event = snapshot.event(request.event()).orElse(null);
        Status status = event == null ? null : statuses.named(event.status()).orElse(null);
        if (event == null || status == null || status.closes()) {
            return Kind.NOBODY_ELSE;
        }
        String area = recipients.areaOf(event, users.directory()).orElse(null);
        Set<Long> previous =
                recipients.of(event, status, area, Set.of(), users.withReachability(request.without(), true)).stream()
                        .map(Recipient::chat)
                        .collect(Collectors.toSet());
        List<Recipient> others =
                recipients.of(event, status, area, Set.of(), users.withReachability(request.without(), false)).stream()
                        .filter(recipient -> !previous.contains(recipient.chat()))
                        .toList();
        int size = entries.size();
        addEntries(request.event(), event.key(), others);
        ledger.recordRedispatch(request.event(), entries.subList(size, entries.size()));
        return others.isEmpty() ? Kind.NOBODY_ELSE : Kind.ROUTED;
    }

    private void addEntries(String ref, @Nullable String key, List<Recipient> selected) {
        selected.forEach(recipient -> entries.add(new OutboxEntry(recipient.chat(), ref, recipient.why())));
        if (key != null && !selected.isEmpty()) {
            incidents.addHolders(key, selected.stream().map(Recipient::chat).toList());
        }
    }
}
