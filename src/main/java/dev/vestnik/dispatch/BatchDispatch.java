package dev.vestnik.dispatch;

import dev.vestnik.dispatch.DispatchOutcome.Kind;
import dev.vestnik.dispatch.ParsedEntry.Invalid;
import dev.vestnik.dispatch.ParsedEntry.Repeated;
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

/** One batch on its way: what its events so far have changed, which the next ones see. For one thread. */
final class BatchDispatch {
    private final Keys keys;
    private final Statuses statuses;
    private final RecipientSelector recipients;
    private final Retention retention;
    private final LedgerBatch lines;
    private final DispatchSnapshot known;
    private final ReachableUsers audience;
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
            DispatchSnapshot known,
            ReachableUsers audience,
            Instant now) {
        this.keys = keys;
        this.statuses = statuses;
        this.recipients = recipients;
        this.retention = retention;
        this.lines = ledger.ofBatch();
        this.known = known;
        this.audience = audience;
        this.now = now;
        this.incidents = new IncidentBatch(keys, retention.closed(), known.incidents());
    }

    DispatchResult result() {
        writes.addAll(incidents.writes());
        writes.addAll(lines.writes());
        return new DispatchResult(entries, writes, outcomes);
    }

    void take(ParsedEntry candidate) {
        String ref = candidate.arrival().ref();
        if (candidate instanceof Invalid invalid) {
            writes.add(RejectedEntry.of(keys, invalid.arrival(), invalid.rejection(), now, retention.events()));
            ended(DispatchOutcome.rejected(ref, invalid.rejection()));
            String reason = invalid.rejection().reason().label();
            lines.dispatched(ref, null, Kind.REJECTED.label(), reason, List.of());
        } else if (candidate instanceof Repeated repeated) {
            ended(DispatchOutcome.of(ref, again(repeated.arrival())));
        } else if (candidate instanceof Valid valid) {
            int before = entries.size();
            Kind kind = duplicate(valid) ? Kind.DUPLICATE : dispatch(valid, ref);
            ended(DispatchOutcome.of(ref, kind));
            List<OutboxEntry> getting = entries.subList(before, entries.size());
            lines.dispatched(ref, valid.event().id(), kind.label(), "", getting);
        }
    }

    private void ended(DispatchOutcome outcome) {
        outcomes.add(outcome);
        String counted = outcome.kind().counted();
        if (counted != null) {
            lines.counted(counted);
        }
    }

    private boolean duplicate(Valid valid) {
        String id = valid.event().id();
        if (id == null) {
            return false;
        }
        String mark = keys.seen(id, valid.status().name());
        if (known.seen(mark) || !seen.add(mark)) {
            return true;
        }
        writes.add(RedisWrite.set(mark, "1", retention.seen()));
        return false;
    }

    private Kind dispatch(Valid valid, String ref) {
        Status status = valid.status();
        Optional<String> area = recipients.areaOf(valid.event(), audience.directory());
        Event event = ParsedEntry.kept(valid, area);
        String key = valid.key();
        boolean wasOpen = key != null && incidents.open(key).isPresent();
        Optional<Incident> incident =
                key == null ? Optional.empty() : incidents.move(key, event, status, ref, area.orElse(null), now);
        Set<Long> holders = incident.map(Incident::holders).orElse(Set.of());
        List<Recipient> found = recipients.of(event, status, area.orElse(null), holders, audience);
        writes.add(RedisWrite.set(
                keys.event(ref), EventJson.write(event), status.opens() ? retention.openingEvents() : retention.events()));
        send(ref, key, found);
        if (!found.isEmpty()) {
            return Kind.ROUTED;
        }
        if (status.closes()) {
            return wasOpen ? Kind.CLOSED : Kind.CLOSED_WITHOUT_INCIDENT;
        }
        return Kind.UNROUTED;
    }

    private Kind again(EventStreamEntry.Again again) {
        Event event = known.event(again.event()).orElse(null);
        Status status = event == null ? null : statuses.named(event.status()).orElse(null);
        if (event == null || status == null || status.closes()) {
            return Kind.NOBODY_ELSE;
        }
        String area = recipients.areaOf(event, audience.directory()).orElse(null);
        Set<Long> before =
                recipients.of(event, status, area, Set.of(), audience.withChat(again.without(), true)).stream()
                        .map(Recipient::chat)
                        .collect(Collectors.toSet());
        List<Recipient> others =
                recipients.of(event, status, area, Set.of(), audience.withChat(again.without(), false)).stream()
                        .filter(recipient -> !before.contains(recipient.chat()))
                        .toList();
        int already = entries.size();
        send(again.event(), event.key(), others);
        lines.redirected(again.event(), entries.subList(already, entries.size()));
        return others.isEmpty() ? Kind.NOBODY_ELSE : Kind.ROUTED;
    }

    private void send(String ref, @Nullable String key, List<Recipient> found) {
        List<Long> chats = new ArrayList<>(found.size());
        for (Recipient recipient : found) {
            entries.add(new OutboxEntry(recipient.chat(), ref, recipient.why()));
            chats.add(recipient.chat());
        }
        if (key != null && !chats.isEmpty()) {
            incidents.hold(key, chats);
        }
    }
}
