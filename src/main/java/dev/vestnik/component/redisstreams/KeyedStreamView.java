package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.KeyedKeys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the entries and the dead letters of the keys of a keyed stream. It takes nothing and changes nothing. */
public final class KeyedStreamView {
    private static final int PAGE = 500;

    /** How many of the latest dead letters are searched for a key. */
    private static final int LATEST = 2_000;

    private final RedisClusterCommands<String, String> redis;
    private final KeyedKeys keys;

    /** @param stream the full Redis key */
    public KeyedStreamView(RedisClusterCommands<String, String> redis, String stream) {
        this.redis = redis;
        this.keys = new KeyedKeys(stream);
    }

    /**
     * An entry that waits.
     *
     * @param written when it was written, by the clock of Redis
     */
    public record Entry(String id, Instant written, Map<String, String> fields) {
        private static Entry of(StreamMessage<String, String> message) {
            String id = message.getId();
            long millis = Long.parseLong(id.substring(0, id.indexOf('-')));
            return new Entry(id, Instant.ofEpochMilli(millis), message.getBody());
        }
    }

    /** The first entries of a key, the oldest first. */
    public List<Entry> waiting(String key, int most) {
        return redis.xrange(keys.stream(key), Range.unbounded(), Limit.from(most)).stream()
                .map(Entry::of)
                .toList();
    }

    /** The entries of a key that were written at this time or later, the oldest first; read page by page. */
    public Stream<Entry> waitingSince(String key, Instant since) {
        return since(keys.stream(key), since).map(Entry::of);
    }

    /** The latest dead letters of a key, the newest first, among the latest {@value #LATEST} of the stream. */
    public List<DeadLetter> latestDeadLetters(String key, int most) {
        return redis.xrevrange(keys.dead(), Range.unbounded(), Limit.from(LATEST)).stream()
                .map(KeyedStreamView::deadLetter)
                .flatMap(List::stream)
                .filter(letter -> letter.key().equals(key))
                .limit(most)
                .toList();
    }

    /** The dead letters of a key that were buried at this time or later, the oldest first; read page by page. */
    public Stream<DeadLetter> deadLettersSince(String key, Instant since) {
        return since(keys.dead(), since)
                .map(KeyedStreamView::deadLetter)
                .flatMap(List::stream)
                .filter(letter -> letter.key().equals(key));
    }

    /** One dead letter, or none if the entry is not one. */
    private static List<DeadLetter> deadLetter(StreamMessage<String, String> message) {
        DeadLetter letter = DeadLetter.of(message.getId(), message.getBody());
        return letter == null ? List.of() : List.of(letter);
    }

    private Stream<StreamMessage<String, String>> since(String stream, Instant since) {
        Range<String> all = Range.from(
                Range.Boundary.including(Long.toString(Math.max(0, since.toEpochMilli()))), Range.Boundary.unbounded());
        return Stream.iterate(page(stream, all), page -> !page.isEmpty(), page -> next(stream, page))
                .flatMap(List::stream);
    }

    private List<StreamMessage<String, String>> next(String stream, List<StreamMessage<String, String>> page) {
        if (page.size() < PAGE) {
            return List.of();
        }
        String last = page.get(page.size() - 1).getId();
        return page(stream, Range.from(Range.Boundary.excluding(last), Range.Boundary.unbounded()));
    }

    private List<StreamMessage<String, String>> page(String stream, Range<String> range) {
        return redis.xrange(stream, range, Limit.from(PAGE));
    }
}
