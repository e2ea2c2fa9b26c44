package dev.vestnik.ledger;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.Keys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.List;
import java.util.Optional;

/** Reads the delivery records of a chat. */
final class DeliveryRecordStream {
    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    DeliveryRecordStream(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** The latest records of one chat, newest first. */
    List<DeliveryRecordEntry> latest(long chat, int max) {
        return redis.xrevrange(keys.ledgerDeliveries(chat), Range.unbounded(), Limit.from(max)).stream()
                .map(entry -> DeliveryRecordEntry.of(chat, entry))
                .toList();
    }

    /** The last record of this outbox entry; a replayed dead letter has more than one. */
    Optional<DeliveryRecord> last(OutboxEntry entry) {
        return StreamPages.since(redis, keys.ledgerDeliveries(entry.chat()), entry.event())
                .map(message -> DeliveryRecordEntry.of(entry.chat(), message))
                .flatMap(records -> records.events().stream()
                        .filter(event -> DeliveryStatus.isSame(event, entry))
                        .map(records::recordOf))
                .reduce((earlier, later) -> later);
    }
}
