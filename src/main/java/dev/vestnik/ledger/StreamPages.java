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

/** Reads a stream page by page, as far as the caller consumes it. */
final class StreamPages {
    private static final int PAGE = 500;

    /** By so much the clock of Redis may have been set back. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private StreamPages() {}

    /** The entries that can belong to an event: they are written after it, so their ids are later than its reference. */
    static Stream<StreamMessage<String, String>> since(
            RedisClusterCommands<String, String> redis, String stream, String ref) {
        Range.Boundary<String> start =
                Range.Boundary.including(Long.toString(earliest(ref).toEpochMilli()));
        return Stream.iterate(page(redis, stream, start), page -> !page.isEmpty(), page -> next(redis, stream, page))
                .flatMap(List::stream);
    }

    /** All entries, newest first. */
    static Stream<StreamMessage<String, String>> latest(RedisClusterCommands<String, String> redis, String stream) {
        return Stream.iterate(
                        pageBefore(redis, stream, Range.Boundary.unbounded()),
                        page -> !page.isEmpty(),
                        page -> page.size() < PAGE
                                ? List.<StreamMessage<String, String>>of()
                                : pageBefore(
                                        redis,
                                        stream,
                                        Range.Boundary.excluding(
                                                page.get(page.size() - 1).getId())))
                .flatMap(List::stream);
    }

    private static List<StreamMessage<String, String>> pageBefore(
            RedisClusterCommands<String, String> redis, String stream, Range.Boundary<String> end) {
        return redis.xrevrange(stream, Range.from(Range.Boundary.unbounded(), end), Limit.from(PAGE));
    }

    /** The earliest time of an entry that can belong to an event. */
    static Instant earliest(String ref) {
        return Instant.ofEpochMilli(Math.max(0, StreamId.of(ref).millis() - CLOCK_TOLERANCE.toMillis()));
    }

    private static List<StreamMessage<String, String>> next(
            RedisClusterCommands<String, String> redis, String stream, List<StreamMessage<String, String>> page) {
        if (page.size() < PAGE) {
            return List.of();
        }
        return page(
                redis,
                stream,
                Range.Boundary.excluding(page.get(page.size() - 1).getId()));
    }

    private static List<StreamMessage<String, String>> page(
            RedisClusterCommands<String, String> redis, String stream, Range.Boundary<String> start) {
        return redis.xrange(stream, Range.from(start, Range.Boundary.unbounded()), Limit.from(PAGE));
    }
}
