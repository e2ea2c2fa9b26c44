package dev.vestnik.delivery;

import dev.vestnik.delivery.group.GroupCopyPlan;
import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.outbox.DeliveryOutcome;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingBatch.Dropped;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.PendingTexts.PendingText;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.store.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the outcome of each outbox entry: counts it, writes it to the ledger, and dispatches the events that a person could
 * not receive again, without that person.
 */
public final class OutcomeRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecorder.class);

    /** Longer than a chat that was held needs to send what waits. */
    private static final Duration PASSED_ON = Duration.ofHours(1);

    /** How long it is known who got the message of an administrator. */
    private static final Duration RECEIVED = Duration.ofDays(1);

    /** Sent some time after the event came, and meant so. */
    private static final Set<Why> LATER = EnumSet.of(Why.MISSED, Why.HANDOVER, Why.ESCALATED, Why.UNSILENCED);

    private final DeliveryCounters counters;
    private final Ledger ledger;
    private final Redispatch redispatch;
    private final Keys keys;

    public OutcomeRecorder(DeliveryCounters counters, Ledger ledger, Redispatch redispatch, Keys keys) {
        this.counters = counters;
        this.ledger = ledger;
        this.redispatch = redispatch;
        this.keys = keys;
    }

    /** Records the entries that are not sent any more; returns what to write with the settlement. */
    public List<RedisWrite> dropped(PendingBatch batch) {
        List<OutboxText> obsolete =
                batch.texts().obsolete().stream().map(PendingText::text).toList();
        List<OutboxText> lost = obsolete.stream().filter(text -> !text.isCard()).toList();
        lost.forEach(text -> LOG.info("Not sent, since it is too old or superseded: {}", text));
        List<RedisWrite> writes = new ArrayList<>(ledger.countTexts(DeliveryOutcome.EXPIRED, lost.size()));
        writes.addAll(ledger.countTexts(DeliveryOutcome.MERGED, obsolete.size() - lost.size()));
        if (batch.dropped().isEmpty()) {
            return writes;
        }
        for (DeliveryOutcome outcome : List.of(DeliveryOutcome.EXPIRED, DeliveryOutcome.UNREACHABLE)) {
            List<OutboxEntry> entries = batch.dropped().stream()
                    .filter(dropped -> dropped.outcome() == outcome)
                    .map(Dropped::entry)
                    .toList();
            writes.addAll(record(batch.chat(), outcome, null, "", entries));
        }
        return writes;
    }

    /**
     * Records the entries of a message that Telegram accepted; returns what to write with the settlement.
     *
     * @param messageId of the message in Telegram; null if the answer has none
     */
    public List<RedisWrite> sent(PendingBatch batch, ComposedMessage message, @Nullable Long messageId) {
        DeliveryOutcome outcome =
                message.ids().size() == 1 && message.edits() == null ? DeliveryOutcome.SENT : DeliveryOutcome.MERGED;
        countDelivered(batch, message);
        return record(batch.chat(), outcome, messageId, "", entries(batch, message));
    }

    private void countDelivered(PendingBatch batch, ComposedMessage message) {
        Set<String> ids = new HashSet<>(message.ids());
        for (PendingEvent pending : batch.pending()) {
            StreamId accepted = StreamId.of(pending.entry().event());
            if (ids.contains(pending.id())
                    && !LATER.contains(pending.entry().why())
                    && !accepted.equals(StreamId.NONE)) {
                counters.delivered(pending.event().status(), Instant.ofEpochMilli(accepted.millis()));
            }
        }
    }

    /** Records the entries of a message that become dead letters; returns what to write with the settlement. */
    public List<RedisWrite> dead(PendingBatch batch, ComposedMessage message, String reason) {
        return record(batch.chat(), DeliveryOutcome.DEAD, null, reason, entries(batch, message));
    }

    /**
     * Dispatches the events of a chat that is held again, without this chat; they also stay in its outbox. Returns what to write
     * with the settlement.
     *
     * @param passedOn the id of the last entry that was dispatched again before; null: none
     * @param pause how long the chat is held
     */
    public List<RedisWrite> passOn(PendingBatch batch, @Nullable String passedOn, Duration pause) {
        List<PendingEvent> more = batch.pending().stream()
                .filter(pending -> passedOn == null || StreamId.of(pending.id()).compareTo(StreamId.of(passedOn)) > 0)
                .toList();
        if (more.isEmpty()) {
            return List.of();
        }
        List<RedisWrite> writes = new ArrayList<>(redispatch.without(
                batch.chat(), more.stream().map(PendingEvent::entry).toList()));
        String last = more.get(more.size() - 1).id();
        writes.add(RedisWrite.set(keys.passedOn(batch.chat()), last, pause.plus(PASSED_ON)));
        return writes;
    }

    /**
     * Records the text that was sent, or could not be; returns what to write with the settlement. A card that shows its incident
     * already counts as merged.
     *
     * @param message null: nothing was to be sent
     */
    public List<RedisWrite> text(OutboxText text, @Nullable ComposedMessage message, boolean unreachable) {
        DeliveryOutcome outcome = unreachable ? DeliveryOutcome.UNREACHABLE : DeliveryOutcome.SENT;
        DeliveryOutcome unsent = text.isCard() ? DeliveryOutcome.MERGED : DeliveryOutcome.EXPIRED;
        List<RedisWrite> writes = new ArrayList<>(ledger.countTexts(message == null ? unsent : outcome, 1));
        String name = text.name();
        if (message != null && !unreachable && name != null && text.kind().equals(OutboxText.MESSAGE)) {
            String received = keys.received(name);
            writes.add(RedisWrite.of("SADD", received, Long.toString(text.chat())));
            writes.add(RedisWrite.of("PEXPIRE", received, Long.toString(RECEIVED.toMillis())));
        }
        return writes;
    }

    /** Records the entries of a message of a group, of which Telegram got one; returns what to write with the settlement. */
    public List<RedisWrite> copies(GroupCopyPlan plan, boolean dead) {
        int entries = plan.settled().size();
        if (plan.message() == null) {
            return ledger.countTexts(DeliveryOutcome.MERGED, entries);
        }
        List<RedisWrite> writes =
                new ArrayList<>(ledger.countTexts(dead ? DeliveryOutcome.UNREACHABLE : DeliveryOutcome.SENT, 1));
        writes.addAll(ledger.countTexts(DeliveryOutcome.MERGED, entries - 1));
        return writes;
    }

    private List<RedisWrite> record(
            long chat, DeliveryOutcome outcome, @Nullable Long messageId, String reason, List<OutboxEntry> entries) {
        List<RedisWrite> writes = new ArrayList<>(ledger.recordDelivery(chat, outcome, messageId, reason, entries));
        counters.recorded(outcome, entries.size());
        boolean notReceived = outcome == DeliveryOutcome.UNREACHABLE || outcome == DeliveryOutcome.DEAD;
        if (notReceived && !entries.isEmpty()) {
            writes.addAll(redispatch.without(chat, entries));
        }
        return writes;
    }

    private static List<OutboxEntry> entries(PendingBatch batch, ComposedMessage message) {
        Set<String> ids = new HashSet<>(message.ids());
        List<OutboxEntry> entries = new ArrayList<>();
        for (PendingEvent pending : batch.pending()) {
            if (ids.contains(pending.id())) {
                entries.add(pending.entry());
            }
        }
        return entries;
    }
}
