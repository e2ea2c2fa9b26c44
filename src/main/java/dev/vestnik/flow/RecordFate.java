package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.DeliveryMessage;
import dev.vestnik.delivery.Redispatch;
import dev.vestnik.ledger.DeliveryRecord;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.outbox.DeliveryOutcome;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingBatch.Dropped;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.store.RedisWrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.telegram.model.MessageResult;
import org.jspecify.annotations.Nullable;

/**
 * The last step of delivery: writes into the ledger what became of each event, counts it, and has those that a person could
 * not be told dispatched again without them.
 */
public final class RecordFate implements Processor {
    private final DeliveryCounters counters;
    private final Ledger ledger;
    private final Redispatch redispatch;

    public RecordFate(DeliveryCounters counters, Ledger ledger, Redispatch redispatch) {
        this.counters = counters;
        this.ledger = ledger;
        this.redispatch = redispatch;
    }

    @Override
    public void process(Exchange exchange) {
        PendingBatch backlog = exchange.getProperty(DeliveryProperties.BACKLOG, PendingBatch.class);
        DeliveryMessage outgoing = exchange.getProperty(DeliveryProperties.OUTGOING, DeliveryMessage.class);
        Settlement settlement = Settlement.of(exchange);
        if (!backlog.dropped().isEmpty()) {
            for (DeliveryOutcome fate : new DeliveryOutcome[] {DeliveryOutcome.EXPIRED, DeliveryOutcome.UNREACHABLE}) {
                record(settlement, backlog, fate, null, "", dropped(backlog, fate));
            }
        }
        if (outgoing == null) {
            return;
        }
        DeliveryOutcome fate = exchange.getProperty(DeliveryProperties.FATE, sent(outgoing), DeliveryOutcome.class);
        String reason = exchange.getProperty(DeliveryProperties.REASON, "", String.class);
        record(settlement, backlog, fate, message(exchange), reason, entries(backlog, outgoing));
    }

    private void record(
            Settlement settlement,
            PendingBatch backlog,
            DeliveryOutcome fate,
            @Nullable Long message,
            String reason,
            List<OutboxEntry> entries) {
        DeliveryRecord.State state = DeliveryRecord.State.valueOf(fate.name());
        for (RedisWrite write : ledger.met(backlog.chat(), state, message, reason, entries)) {
            settlement.enlist(write.command());
        }
        counters.met(fate, entries.size());
        boolean untold = fate == DeliveryOutcome.UNREACHABLE || fate == DeliveryOutcome.DEAD;
        if (untold && !entries.isEmpty()) {
            redispatch.without(backlog.chat(), entries).forEach(write -> settlement.enlist(write.command()));
        }
    }

    private static DeliveryOutcome sent(DeliveryMessage outgoing) {
        return outgoing.ids().size() == 1 ? DeliveryOutcome.SENT : DeliveryOutcome.MERGED;
    }

    /** Of the message that Telegram has made of it; null: none. */
    private static @Nullable Long message(Exchange exchange) {
        MessageResult result = exchange.getMessage().getBody() instanceof MessageResult sent ? sent : null;
        return result == null || result.getMessage() == null
                ? null
                : result.getMessage().getMessageId();
    }

    private static List<OutboxEntry> dropped(PendingBatch backlog, DeliveryOutcome fate) {
        return backlog.dropped().stream()
                .filter(dropped -> dropped.fate() == fate)
                .map(Dropped::entry)
                .toList();
    }

    private static List<OutboxEntry> entries(PendingBatch backlog, DeliveryMessage outgoing) {
        Set<String> ids = new HashSet<>(outgoing.ids());
        List<OutboxEntry> entries = new ArrayList<>();
        for (PendingEvent waiting : backlog.waiting()) {
            if (ids.contains(waiting.id())) {
                entries.add(waiting.entry());
            }
        }
        return entries;
    }
}
