package dev.vestnik.dispatch;

import dev.vestnik.dispatch.DispatchOutcome.ReachedNobody;
import dev.vestnik.dispatch.recipient.LoggedInUsers;
import dev.vestnik.dispatch.recipient.Recipient;
import dev.vestnik.dispatch.recipient.RecipientSelector;
import dev.vestnik.dispatch.recipient.Selection;
import dev.vestnik.event.Event;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentBatch;
import dev.vestnik.incident.MissedEvent;
import dev.vestnik.ledger.LedgerBatch;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PassedOver;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events of statuses that wake that have reached nobody: keeps them, and sends each once, when one of the people it
 * concerns is reachable. For one batch and one thread.
 */
final class MissedEvents {
    /** Entries that one batch adds at most; the next batch adds more. */
    private static final int MAX_ENTRIES = 500;

    private final Keys keys;
    private final Statuses statuses;
    private final RecipientSelector recipients;
    private final Retention retention;
    private final LoggedInUsers users;
    private final IncidentBatch incidents;
    private final RecipientEntries entries;
    private final LedgerBatch ledger;
    private final Instant now;
    private final List<RedisWrite> writes = new ArrayList<>();
    private boolean sent;

    MissedEvents(
            Keys keys,
            Statuses statuses,
            RecipientSelector recipients,
            Retention retention,
            LoggedInUsers users,
            IncidentBatch incidents,
            RecipientEntries entries,
            LedgerBatch ledger,
            Instant now) {
        this.keys = keys;
        this.statuses = statuses;
        this.recipients = recipients;
        this.retention = retention;
        this.users = users;
        this.incidents = incidents;
        this.entries = entries;
        this.ledger = ledger;
        this.now = now;
    }

    List<RedisWrite> writes() {
        return writes;
    }

    /**
     * Keeps the event if its status wakes and it reaches nobody, or nobody it is addressed to.
     *
     * @param without the chat that could not get it; null: none
     * @return null: it reaches somebody
     */
    @Nullable
    ReachedNobody keep(String ref, Event event, Status status, Selection selection, @Nullable Long without) {
        boolean titleOnly = isTitleOnly(selection);
        if (!status.wakes() || status.closes() || (!selection.isEmpty() && !titleOnly)) {
            return null;
        }
        Duration expires = event.expires();
        MissedEvent missed = new MissedEvent(
                ref,
                event.key(),
                status.name(),
                recipients.areaOf(event, users.directory()).orElse(null),
                event.to(),
                now,
                expires == null ? null : event.time().plus(expires),
                titleOnly,
                refusedBy(without));
        writes.add(missed.write(keys));
        String people = selection.passedOver().isEmpty()
                ? "nobody whom it concerns is logged in"
                : selection.passedOver().toString();
        String key = event.key();
        EventSubject subject = new EventSubject(
                Objects.requireNonNullElse(event.id(), ref),
                key,
                Optional.ofNullable(key)
                        .flatMap(incidents::open)
                        .map(Incident::number)
                        .orElse(null));
        return new ReachedNobody(
                subject,
                "Event " + ref + " (" + status.name() + ") has reached "
                        + (titleOnly ? "none of the people it is addressed to" : "nobody") + ": " + people
                        + ". It is sent to the first of them who becomes reachable");
    }

    /** The chat, if Telegram refuses this event although it reaches the user: the event must not be sent there again. */
    private Set<Long> refusedBy(@Nullable Long chat) {
        return chat != null && users.byChat(chat).filter(User::reachable).isPresent() ? Set.of(chat) : Set.of();
    }

    /**
     * Sends the missed events as far as somebody is reachable now. Only the first call of a batch does so.
     *
     * @param missed oldest first
     * @return whether any was sent
     */
    boolean send(List<MissedEvent> missed) {
        if (sent) {
            return false;
        }
        sent = true;
        int size = entries.size();
        for (MissedEvent event : missed) {
            if (entries.size() - size >= MAX_ENTRIES) {
                writes.add(RedisWrite.append(keys.events(), EventStreamEntry.MissedRequest.fields()));
                break;
            }
            send(event);
        }
        return entries.size() > size;
    }

    private void send(MissedEvent missed) {
        if (missed.key() != null
                && incidents.open(missed.key()).filter(Incident::isSilenced).isPresent()) {
            return;
        }
        Status status = statuses.named(missed.status()).orElse(null);
        if (status == null || isOver(missed)) {
            writes.add(missed.remove(keys));
            return;
        }
        LoggedInUsers others = users;
        for (long chat : missed.without()) {
            others = others.withReachability(chat, false);
        }
        Selection selection = recipients.of(missed.to(), status, missed.area(), Set.of(), others);
        boolean titleOnly = isTitleOnly(selection);
        if (selection.isEmpty() || (titleOnly && missed.titleSent())) {
            return;
        }
        Selection told = titleOnly ? selection : asMissed(selection);
        ledger.recordRedispatch(missed.ref(), entries.add(missed.ref(), missed.key(), told));
        writes.add(titleOnly ? missed.withTitleSent().write(keys) : missed.remove(keys));
        String key = missed.key();
        if (key != null) {
            incidents.closed(key).ifPresent(closed -> entries.addClosing(closed, missed.to(), told.recipients()));
        }
    }

    private static Selection asMissed(Selection selection) {
        List<Recipient> told = selection.recipients().stream()
                .map(recipient -> new Recipient(recipient.chat(), Why.MISSED))
                .toList();
        return new Selection(told, PassedOver.NOBODY);
    }

    private static boolean isTitleOnly(Selection selection) {
        return selection.recipients().stream().anyMatch(recipient -> recipient.why() == Why.TITLE_ONLY);
    }

    private boolean isOver(MissedEvent missed) {
        return missed.since().plus(retention.openingEvents()).isBefore(now)
                || (missed.expires() != null && missed.expires().isBefore(now));
    }
}
