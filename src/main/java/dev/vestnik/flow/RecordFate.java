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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * The last step of delivery: counts what became of each event, and has those that a person could not be told dispatched
 * again without them.
 */
public final class RecordFate implements Processor {
    private final DeliveryCounters counters;
    private final Redispatch redispatch;

    public RecordFate(DeliveryCounters counters, Redispatch redispatch) {
        this.counters = counters;
        this.redispatch = redispatch;
    }

    @Override
    public void process(Exchange exchange) {
        Backlog backlog = exchange.getProperty(DeliveryProperties.BACKLOG, Backlog.class);
        Outgoing outgoing = exchange.getProperty(DeliveryProperties.OUTGOING, Outgoing.class);
        Fate fate = exchange.getProperty(DeliveryProperties.FATE, Fate.class);

        List<OutboxEntry> untold = Stream.concat(
                        dropped(backlog, Fate.UNREACHABLE).map(Dropped::entry),
                        fate == Fate.DEAD ? entries(backlog, outgoing) : Stream.empty())
                .toList();
        if (!untold.isEmpty()) {
            Settlement settlement = Settlement.of(exchange);
            redispatch.without(backlog.chat(), untold).forEach(write -> settlement.enlist(write.command()));
        }
        for (Fate dropped : new Fate[] {Fate.EXPIRED, Fate.UNREACHABLE}) {
            counters.met(dropped, (int) dropped(backlog, dropped).count());
        }
        if (outgoing != null) {
            counters.met(fate == null ? sent(outgoing) : fate, outgoing.ids().size());
        }
    }

    private static Fate sent(Outgoing outgoing) {
        return outgoing.ids().size() == 1 ? Fate.SENT : Fate.MERGED;
    }

    private static Stream<Dropped> dropped(Backlog backlog, Fate fate) {
        return backlog.dropped().stream().filter(dropped -> dropped.fate() == fate);
    }

    private static Stream<OutboxEntry> entries(Backlog backlog, @Nullable Outgoing outgoing) {
        Set<String> ids = outgoing == null ? Set.of() : new HashSet<>(outgoing.ids());
        return backlog.waiting().stream()
                .filter(waiting -> ids.contains(waiting.id()))
                .map(Waiting::entry);
    }
}
