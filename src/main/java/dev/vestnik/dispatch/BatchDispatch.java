package dev.vestnik.dispatch;

import dev.vestnik.directory.QuietHours;
import dev.vestnik.dispatch.DispatchOutcome.Kind;
import dev.vestnik.dispatch.ParsedEntry.Closing;
import dev.vestnik.dispatch.ParsedEntry.Escalating;
import dev.vestnik.dispatch.ParsedEntry.Invalid;
import dev.vestnik.dispatch.ParsedEntry.Missed;
import dev.vestnik.dispatch.ParsedEntry.Redispatched;
import dev.vestnik.dispatch.ParsedEntry.Reminding;
import dev.vestnik.dispatch.ParsedEntry.Silencing;
import dev.vestnik.dispatch.ParsedEntry.Valid;
import dev.vestnik.dispatch.recipient.LoggedInUsers;
import dev.vestnik.dispatch.recipient.Recipient;
import dev.vestnik.dispatch.recipient.RecipientSelector;
import dev.vestnik.dispatch.recipient.Selection;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.ClosingRequest.Refusal;
import dev.vestnik.incident.ClosingRequest.Refused;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentBatch;
import dev.vestnik.incident.OwnerReminders;
import dev.vestnik.incident.escalation.EscalationPolicies;
import dev.vestnik.incident.escalation.OwnerReminder;
import dev.vestnik.incident.silence.SilenceRequest;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.ledger.LedgerBatch;
import dev.vestnik.notice.NoticeCounts;
import dev.vestnik.notice.NoticeReports;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final LoggedInUsers users;
    private final Instant now;
    private final IncidentBatch incidents;
    private final Map<String, String> seen = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final RecipientEntries entries;
    private final MissedEvents missed;
    private final Escalations escalations;
    private final SilencedEvents silenced;
    private final List<RedisWrite> writes = new ArrayList<>();
    private final List<DispatchOutcome> outcomes = new ArrayList<>();

    BatchDispatch(
            Keys keys,
            Statuses statuses,
            RecipientSelector recipients,
            Retention retention,
            EscalationPolicies policies,
            Ledger ledger,
            DispatchSnapshot snapshot,
            LoggedInUsers users,
            Instant now) {
        this.keys = keys;
        this.statuses = statuses;
        this.recipients = recipients;
        this.retention = retention;
        this.ledger = ledger.newBatch();
        this.snapshot = snapshot;
        this.users = users;
        this.now = now;
        this.incidents = new IncidentBatch(
                keys, retention.closed(), policies, snapshot.lastIncidentNumber(), snapshot.incidents());
        this.entries = new RecipientEntries(incidents, statuses, this.ledger);
        this.missed =
                new MissedEvents(keys, statuses, recipients, retention, users, incidents, entries, this.ledger, now);
        this.escalations =
                new Escalations(keys, statuses, policies, recipients, users, incidents, entries, this.ledger, now);
        this.silenced = new SilencedEvents(
                keys, statuses, recipients, snapshot, users, incidents, entries, missed, this.ledger, now);
    }

    DispatchResult result() {
        writes.addAll(silenced.writes());
        writes.addAll(missed.writes());
        writes.addAll(escalations.writes());
        writes.addAll(incidents.writes(now));
        writes.addAll(ledger.writes());
        return new DispatchResult(entries.all(), writes, outcomes);
    }

    void dispatch(ParsedEntry entry) {
        String ref = entry.source().ref();
        if (entry instanceof Invalid invalid) {
            writes.add(RejectedEntry.of(keys, invalid.source(), invalid.rejection(), now, retention.events()));
            writes.add(NoticeCounts.count(
                    keys, NoticeReports.REJECTED, invalid.rejection().reason().label()));
            finish(DispatchOutcome.rejected(invalid.source(), invalid.rejection()));
            String reason = invalid.rejection().reason().label();
            ledger.recordDispatch(ref, null, Kind.REJECTED.label(), reason, List.of());
        } else if (entry instanceof Redispatched redispatched) {
            finish(redispatch(redispatched.source()));
        } else if (entry instanceof Missed) {
            finish(DispatchOutcome.of(ref, missed.send(snapshot.missed()) ? Kind.ROUTED : Kind.NOBODY_ELSE));
        } else if (entry instanceof Closing closing) {
            finish(close(ref, closing.source().request()));
        } else if (entry instanceof Escalating escalating) {
            finish(escalate(escalating.source()));
        } else if (entry instanceof Reminding reminding) {
            finish(remind(reminding.source()));
        } else if (entry instanceof Silencing silencing) {
            finish(silence(ref, silencing.source().request()));
        } else if (entry instanceof Valid valid) {
            dispatch(valid);
        }
    }

    /** What has become worse since the person decided is not closed. */
    private DispatchOutcome close(String ref, ClosingRequest request) {
        Optional<Incident> before = incidents.open(request.opening());
        boolean worse = before.flatMap(open -> statuses.named(open.status()))
                .filter(status -> status.rank() < request.rank())
                .isPresent();
        Optional<Refusal> refusal = worse ? Optional.of(Refusal.WORSE) : incidents.close(request, now);
        DispatchOutcome outcome = DispatchOutcome.of(ref, Kind.REQUEST);
        return refusal.map(why -> new Refused(
                        request,
                        why,
                        incidents
                                .closed(request.opening().key())
                                .map(Incident::closedBy)
                                .orElse(null)))
                .map(refused -> outcome.with(new DispatchOutcome.NotClosed(refused)))
                .orElseGet(() -> before.map(open -> outcome.with(new DispatchOutcome.ClosedByPerson(new Acts.Act(
                                open, new HistoryEntry(now, HistoryEntry.Kind.CLOSED, request.by(), null)))))
                        .orElse(outcome));
    }

    private DispatchOutcome escalate(EventStreamEntry.Escalating entry) {
        DispatchOutcome outcome = DispatchOutcome.of(entry.ref(), Kind.REQUEST);
        return snapshot.owner(entry.request().opening().key()).isPresent()
                ? outcome
                : escalations
                        .perform(entry.request())
                        .map(told -> outcome.with(new DispatchOutcome.Escalated(told)))
                        .orElse(outcome);
    }

    /** Asks the owner, once about each report. */
    private DispatchOutcome remind(EventStreamEntry.Reminding entry) {
        OwnerReminder request = entry.request();
        DispatchOutcome outcome = DispatchOutcome.of(entry.ref(), Kind.REQUEST);
        String key = request.opening().key();
        Incident incident = incidents.open(request.opening()).orElse(null);
        if (incident == null || incident.isSilenced() || !snapshot.isSilent(request) || !asked.add(key)) {
            return outcome;
        }
        writes.add(RedisWrite.set(keys.ownerAsked(key), Long.toString(request.report()), Duration.ofDays(1)));
        writes.add(RedisWrite.of(
                "ZADD",
                keys.ownerReminders(),
                Long.toString(now.plus(OwnerReminders.ANSWER).toEpochMilli()),
                key));
        return outcome.with(new DispatchOutcome.OwnerAsked(request, incident.title()));
    }

    private DispatchOutcome silence(String ref, SilenceRequest request) {
        DispatchOutcome outcome = DispatchOutcome.of(ref, Kind.REQUEST);
        if (request.ends()) {
            return silenced.end(request)
                    .map(ended -> outcome.with(new DispatchOutcome.SilenceOver(ended)))
                    .orElse(outcome);
        }
        silenced.begin(request);
        return outcome;
    }

    private void finish(DispatchOutcome outcome) {
        outcomes.add(outcome);
        String count = outcome.kind().ledgerCount();
        if (count != null) {
            ledger.count(count);
        }
    }

    private void dispatch(Valid valid) {
        String ref = valid.source().ref();
        if (isDuplicate(valid)) {
            finish(DispatchOutcome.of(ref, Kind.DUPLICATE));
            ledger.recordDispatch(ref, valid.event().id(), Kind.DUPLICATE.label(), "", List.of());
            return;
        }
        Optional<String> area = recipients.areaOf(valid.event(), users.directory());
        Event event = ParsedEntry.stored(valid, area);
        writes.add(RedisWrite.set(
                keys.event(ref),
                EventJson.write(event),
                valid.status().opens() ? retention.openingEvents() : retention.events()));
        if (isExpired(event) && !valid.status().closes()) {
            finish(DispatchOutcome.of(ref, Kind.EXPIRED));
            ledger.recordDispatch(ref, event.id(), Kind.EXPIRED.label(), "", List.of());
            return;
        }
        int previous = entries.size();
        boolean wasOpen = valid.key() != null && incidents.open(valid.key()).isPresent();
        Selected selected = select(valid, event, area.orElse(null));
        if (selected.silence() != null) {
            finish(DispatchOutcome.of(ref, Kind.SILENCED));
            ledger.recordDispatch(ref, event.id(), Kind.SILENCED.label(), selected.silence(), List.of());
            return;
        }
        Selection selection = selected.selection();
        Kind kind = kind(valid.status(), selection, wasOpen);
        finish(DispatchOutcome.of(ref, kind).with(missed.keep(ref, event, valid.status(), selection, null)));
        ledger.recordDispatch(
                ref, event.id(), kind.label(), selection.passedOver().word(), entries.since(previous));
    }

    private boolean isExpired(Event event) {
        Duration expires = event.expires();
        return expires != null && event.time().plus(expires).isBefore(now);
    }

    /** The same id and status again is a duplicate, unless the incident was closed and opened in between. */
    private boolean isDuplicate(Valid valid) {
        Event event = valid.event();
        if (event.id() == null) {
            return false;
        }
        String ref = valid.source().ref();
        String seenKey = keys.seen(event.id(), valid.status().name());
        String earlier = seen.getOrDefault(seenKey, snapshot.seen(seenKey));
        // An entry is not a duplicate of itself: it may have been dispatched in part before.
        boolean duplicate = earlier != null
                && !earlier.equals(ref)
                && (valid.key() == null || incidents.isOfSameOpening(valid.key(), earlier, event, now));
        if (!duplicate) {
            seen.put(seenKey, ref);
            writes.add(RedisWrite.set(seenKey, ref, retention.seen()));
        }
        return duplicate;
    }

    /**
     * Who gets an event.
     *
     * @param silence the silence for which nobody does; null: none
     */
    private record Selected(Selection selection, @Nullable String silence) {}

    /** Changes the incident, and adds an entry for each recipient. */
    private Selected select(Valid valid, Event event, @Nullable String area) {
        String ref = valid.source().ref();
        String key = valid.key();
        Status status = valid.status();
        Incident before = key == null ? null : incidents.open(key).orElse(null);
        Optional<Incident> ended =
                key == null || !status.opens() ? Optional.empty() : incidents.closedAfter(key, event, now);
        Optional<Incident> incident = key == null || ended.isPresent()
                ? Optional.empty()
                : incidents.apply(key, event, status, ref, area, now);
        String silence = silenced.of(event, status, ref, key, area, before, incident.orElse(null));
        if (silence != null) {
            return new Selected(Selection.NOBODY, silence);
        }
        Set<Long> holders = incident.map(Incident::holders).orElse(Set.of());
        Selection selection =
                isExpired(event) ? Selection.NOBODY : recipients.of(event.to(), status, area, holders, users);
        entries.add(ref, key, selection, quiet(status, area));
        ended.ifPresent(closed -> entries.addClosing(closed, event.to(), selection.recipients()));
        return new Selected(selection, null);
    }

    private @Nullable QuietHours quiet(Status status, @Nullable String area) {
        return status.wakes() || area == null
                ? null
                : users.directory().quietHours(area).orElse(null);
    }

    private static Kind kind(Status status, Selection selection, boolean wasOpen) {
        if (!selection.isEmpty()) {
            return Kind.ROUTED;
        }
        if (status.closes()) {
            return wasOpen ? Kind.CLOSED : Kind.CLOSED_WITHOUT_INCIDENT;
        }
        return Kind.UNROUTED;
    }

    /** Adds the recipients who are selected only without the unreachable one. */
    private DispatchOutcome redispatch(EventStreamEntry.RedispatchRequest request) {
        Event event = snapshot.event(request.event()).orElse(null);
        Status status = event == null ? null : statuses.named(event.status()).orElse(null);
        if (event == null || status == null || status.closes()) {
            return DispatchOutcome.of(request.ref(), Kind.NOBODY_ELSE);
        }
        String area = recipients.areaOf(event, users.directory()).orElse(null);
        if (silenced.covering(event, status, event.key(), area).isPresent()) {
            return DispatchOutcome.of(request.ref(), Kind.NOBODY_ELSE);
        }
        Set<Long> previous = recipients
                .of(event.to(), status, area, Set.of(), users.withReachability(request.without(), true))
                .recipients()
                .stream()
                .map(Recipient::chat)
                .collect(Collectors.toSet());
        Selection current =
                recipients.of(event.to(), status, area, Set.of(), users.withReachability(request.without(), false));
        List<Recipient> others = current.recipients().stream()
                .filter(recipient -> !previous.contains(recipient.chat()))
                .toList();
        ledger.recordRedispatch(
                request.event(),
                entries.add(
                        request.event(),
                        event.key(),
                        new Selection(others, current.passedOver()),
                        quiet(status, area)));
        return DispatchOutcome.of(request.ref(), others.isEmpty() ? Kind.NOBODY_ELSE : Kind.ROUTED)
                .with(missed.keep(request.event(), event, status, current, request.without()));
    }
}
