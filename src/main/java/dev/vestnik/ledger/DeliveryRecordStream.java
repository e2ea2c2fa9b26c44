package dev.vestnik.ledger;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.Keys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.List;
import java.util.Optional;

/** What became of the events of each chat, as delivery has told it. */
final class DeliveryRecordStream {
    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    DeliveryRecordStream(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** The latest of one chat, newest first. */
    List<DeliveryRecordEntry> latest(long chat, int most) {
        return redis.xrevrange(keys.ledgerTold(chat), Range.unbounded(), Limit.from(most)).stream()
                .map(entry -> DeliveryRecordEntry.of(chat, entry))
                .toList();
    }

    /** What was told last of this line: a dead letter that was replayed has been told of before. */
    Optional<DeliveryRecord> last(OutboxEntry line) {
        return StreamPages.since(redis, keys.ledgerTold(line.chat()), line.event())
                .map(entry -> DeliveryRecordEntry.of(line.chat(), entry))
                .flatMap(told -> told.events().stream()
                        .filter(event -> DeliveryStatus.same(event, line))
                        .map(told::lineOf))
                .reduce((earlier, later) -> later);
    }
}
