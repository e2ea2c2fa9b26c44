package dev.vestnik.ledger;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.Keys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads the delivery records of a chat. */
final class DeliveryRecordStream {
    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    DeliveryRecordStream(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * The latest records of one chat, newest first.
     *
     * @param unreadable takes the ids of those that cannot be read
     */
    List<DeliveryRecordEntry> latest(long chat, int max, Consumer<String> unreadable) {
        List<DeliveryRecordEntry> latest = new ArrayList<>();
        redis.xrevrange(keys.ledgerDeliveries(chat), Range.unbounded(), Limit.from(max))
                .forEach(entry ->
                        readable(chat, entry).ifPresentOrElse(latest::add, () -> unreadable.accept(entry.getId())));
        return latest;
    }

    /** The records of one chat that are not older than this, newest first, as far as the caller consumes them. */
    Stream<DeliveryRecordEntry> since(long chat, Instant oldest) {
        return StreamPages.latest(redis, keys.ledgerDeliveries(chat))
                .flatMap(entry -> readable(chat, entry).stream())
                .takeWhile(entry -> !entry.record().at().isBefore(oldest));
    }

    private static Optional<DeliveryRecordEntry> readable(long chat, StreamMessage<String, String> entry) {
        try {
            return Optional.of(DeliveryRecordEntry.of(chat, entry));
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    /** The last record of this outbox entry; a replayed dead letter has more than one. */
    Optional<DeliveryRecord> last(OutboxEntry entry) {
        return StreamPages.since(redis, keys.ledgerDeliveries(entry.chat()), entry.event())
                .flatMap(message -> readable(entry.chat(), message).stream())
                .flatMap(records -> records.events().stream()
                        .filter(event -> DeliveryStatus.isSame(event, entry))
                        .map(records::recordOf))
                .reduce((earlier, later) -> later);
    }
}
