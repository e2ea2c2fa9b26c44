package dev.vestnik.ledger;

import dev.vestnik.delivery.OutboxEntry;
import dev.vestnik.store.Keys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.List;
import java.util.Optional;

/** What became of the events of each chat, as delivery has told it. */
final class ToldStream {
    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    ToldStream(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** The latest of one chat, newest first. */
    List<ToldEntry> latest(long chat, int most) {
        return redis.xrevrange(keys.ledgerTold(chat), Range.unbounded(), Limit.from(most)).stream()
                .map(entry -> ToldEntry.of(chat, entry))
                .toList();
    }

    /** What was told last of this line: a dead letter that was replayed has been told of before. */
    Optional<LedgerLine> last(OutboxEntry line) {
        return StreamPages.since(redis, keys.ledgerTold(line.chat()), line.event())
                .map(entry -> ToldEntry.of(line.chat(), entry))
                .flatMap(told -> told.events().stream()
                        .filter(event -> Whereabouts.same(event, line))
                        .map(told::lineOf))
                .reduce((earlier, later) -> later);
    }
}
