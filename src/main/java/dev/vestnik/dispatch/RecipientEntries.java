package dev.vestnik.dispatch;

import dev.vestnik.directory.QuietHours;
import dev.vestnik.dispatch.recipient.Recipient;
import dev.vestnik.dispatch.recipient.Selection;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentBatch;
import dev.vestnik.ledger.LedgerBatch;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the outbox entries of one batch, and makes their recipients the holders of the incidents. For one thread. */
final class RecipientEntries {
    private final IncidentBatch incidents;
    private final Statuses statuses;
    private final LedgerBatch ledger;
    private final List<OutboxEntry> entries = new ArrayList<>();

    RecipientEntries(IncidentBatch incidents, Statuses statuses, LedgerBatch ledger) {
        this.incidents = incidents;
        this.statuses = statuses;
        this.ledger = ledger;
    }

    /** In the order of the events. */
    List<OutboxEntry> all() {
        return List.copyOf(entries);
    }

    /** The entries that were added when there were {@code size} of them already. */
    List<OutboxEntry> since(int size) {
        return List.copyOf(entries.subList(size, entries.size()));
    }

    int size() {
        return entries.size();
    }

    /**
     * Adds an entry for each recipient of an event.
     *
     * @param key the key of the event's incident; null: none
     * @return the added entries
     */
    List<OutboxEntry> add(String ref, @Nullable String key, Selection selection) {
        return add(ref, key, selection, null);
    }

    /**
     * The same with messages that have no sound in quiet hours.
     *
     * @param quiet null: there are none
     */
    List<OutboxEntry> add(String ref, @Nullable String key, Selection selection, @Nullable QuietHours quiet) {
        int size = entries.size();
        selection
                .recipients()
                .forEach(recipient -> entries.add(
                        new OutboxEntry(recipient.chat(), ref, recipient.why(), selection.passedOver(), quiet)));
        List<Long> holders = selection.recipients().stream()
                .filter(recipient -> recipient.why() != Why.TITLE_ONLY)
                .map(Recipient::chat)
                .toList();
        if (key != null && !holders.isEmpty()) {
            incidents.addHolders(key, holders);
        }
        return since(size);
    }

    /**
     * Adds the event that closed an incident for people who get the event that opened it only now.
     *
     * @param to the people that the opening event is addressed to; empty: it is not private
     */
    void addClosing(Incident closed, List<String> to, List<Recipient> told) {
        boolean closedByAnEvent = closed.event().equals(closed.since())
                && statuses.named(closed.status()).filter(Status::closes).isPresent();
        boolean visible = !closed.isPrivate() || closed.to().equals(to);
        if (!closedByAnEvent || !visible) {
            return;
        }
        List<OutboxEntry> closing = told.stream()
                .filter(recipient -> recipient.why() != Why.TITLE_ONLY)
                .map(recipient -> new OutboxEntry(recipient.chat(), closed.event(), Why.HOLDER))
                .toList();
        entries.addAll(closing);
        ledger.recordRedispatch(closed.event(), closing);
    }
}
