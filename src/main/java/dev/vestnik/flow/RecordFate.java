package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.Settlement;
import dev.vestnik.delivery.Backlog;
import dev.vestnik.delivery.Backlog.Dropped;
import dev.vestnik.delivery.DeliveryCounters;
import dev.vestnik.delivery.Fate;
import dev.vestnik.delivery.OutboxEntry;
import dev.vestnik.delivery.Outgoing;
import dev.vestnik.delivery.Redispatch;
import dev.vestnik.delivery.Waiting;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.ledger.LedgerLine;
import dev.vestnik.store.Write;
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
        Backlog backlog = exchange.getProperty(DeliveryProperties.BACKLOG, Backlog.class);
        Outgoing outgoing = exchange.getProperty(DeliveryProperties.OUTGOING, Outgoing.class);
        Settlement settlement = Settlement.of(exchange);
        if (!backlog.dropped().isEmpty()) {
            for (Fate fate : new Fate[] {Fate.EXPIRED, Fate.UNREACHABLE}) {
                record(settlement, backlog, fate, null, "", dropped(backlog, fate));
            }
        }
        if (outgoing == null) {
            return;
        }
        Fate fate = exchange.getProperty(DeliveryProperties.FATE, sent(outgoing), Fate.class);
        String reason = exchange.getProperty(DeliveryProperties.REASON, "", String.class);
        record(settlement, backlog, fate, message(exchange), reason, entries(backlog, outgoing));
    }

    private void record(
            Settlement settlement,
            Backlog backlog,
            Fate fate,
            @Nullable Long message,
            String reason,
            List<OutboxEntry> entries) {
        LedgerLine.State state = LedgerLine.State.valueOf(fate.name());
        for (Write write : ledger.met(backlog.chat(), state, message, reason, entries)) {
            settlement.enlist(write.command());
        }
        counters.met(fate, entries.size());
        boolean untold = fate == Fate.UNREACHABLE || fate == Fate.DEAD;
        if (untold && !entries.isEmpty()) {
            redispatch.without(backlog.chat(), entries).forEach(write -> settlement.enlist(write.command()));
        }
    }

    private static Fate sent(Outgoing outgoing) {
        return outgoing.ids().size() == 1 ? Fate.SENT : Fate.MERGED;
    }

    /** Of the message that Telegram has made of it; null: none. */
    private static @Nullable Long message(Exchange exchange) {
        MessageResult result = exchange.getMessage().getBody() instanceof MessageResult sent ? sent : null;
        return result == null || result.getMessage() == null
                ? null
                : result.getMessage().getMessageId();
    }

    private static List<OutboxEntry> dropped(Backlog backlog, Fate fate) {
        return backlog.dropped().stream()
                .filter(dropped -> dropped.fate() == fate)
                .map(Dropped::entry)
                .toList();
    }

    private static List<OutboxEntry> entries(Backlog backlog, Outgoing outgoing) {
        Set<String> ids = new HashSet<>(outgoing.ids());
        List<OutboxEntry> entries = new ArrayList<>();
        for (Waiting waiting : backlog.waiting()) {
            if (ids.contains(waiting.id())) {
                entries.add(waiting.entry());
            }
        }
        return entries;
    }
}
