package dev.vestnik.ledger;

import dev.vestnik.store.StreamId;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The entries of a stream, read page by page as they are wanted. */
final class StreamPages {
    private static final int PAGE = 500;
    /** By so much Redis' clock may have been set back meanwhile. */
    private static final Duration CLOCK = Duration.ofMinutes(1);

    private StreamPages() {}

    /** Those that may speak of an event: what is written of it has an id of a later time than its own. */
    static Stream<StreamMessage<String, String>> since(
            RedisClusterCommands<String, String> redis, String stream, String ref) {
        String millis = Long.toString(start(ref).toEpochMilli());
        Range<String> all = Range.from(Range.Boundary.including(millis), Range.Boundary.unbounded());
        return Stream.iterate(page(redis, stream, all), page -> !page.isEmpty(), page -> next(redis, stream, page))
                .flatMap(List::stream);
    }

    /** The earliest time of an entry that may speak of an event. */
    static Instant start(String ref) {
        return Instant.ofEpochMilli(Math.max(0, StreamId.of(ref).millis() - CLOCK.toMillis()));
    }

    private static List<StreamMessage<String, String>> next(
            RedisClusterCommands<String, String> redis, String stream, List<StreamMessage<String, String>> page) {
        if (page.size() < PAGE) {
            return List.of();
        }
        String last = page.get(page.size() - 1).getId();
        return page(redis, stream, Range.from(Range.Boundary.excluding(last), Range.Boundary.unbounded()));
    }

    private static List<StreamMessage<String, String>> page(
            RedisClusterCommands<String, String> redis, String stream, Range<String> range) {
        return redis.xrange(stream, range, Limit.from(PAGE));
    }
}
