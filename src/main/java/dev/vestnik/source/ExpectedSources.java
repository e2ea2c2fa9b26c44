package dev.vestnik.source;

import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sources that must be heard of at least so often (dead man's switch): which are overdue, and which are heard of again. All
 * processes know what each of them has heard. The time before this process started does not count, since nobody may have
 * listened then.
 */
public final class ExpectedSources {
    private final Map<String, Duration> expected;
    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Clock clock;
    private final Instant started;

    /**
     * A source whose state has changed.
     *
     * @param overdue whether nothing was heard of it for longer than {@code expect}; false: it was heard of again
     */
    public record Change(String source, boolean overdue, Duration expect) {}

    /** @param expected the longest time between two requests, by the name of the source */
    public ExpectedSources(
            Map<String, Duration> expected, RedisClusterCommands<String, String> redis, Keys keys, Clock clock) {
        this.expected = new TreeMap<>(expected);
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** Whether there is any. */
    public boolean active() {
        return !expected.isEmpty();
    }

    /** The source has sent something now. */
    public void heard(String source) {
        if (expected.containsKey(source)) {
            redis.hset(keys.sourcesHeard(), source, String.valueOf(clock.millis()));
        }
    }

    /** What has changed and was not reported yet, see {@link #reported}. */
    public List<Change> changes() {
        Map<String, String> heard = redis.hgetall(keys.sourcesHeard());
        Map<String, String> overdue = redis.hgetall(keys.sourcesOverdue());
        List<Change> changes = new ArrayList<>();
        expected.forEach((source, expect) -> {
            Instant last = Instant.ofEpochMilli(Long.parseLong(heard.getOrDefault(source, "0")));
            boolean wasOverdue = overdue.containsKey(source);
            // A process that has just started knows only that nothing was heard since, so it ends nothing.
            Instant since = !wasOverdue && last.isBefore(started) ? started : last;
            boolean isOverdue = clock.instant().isAfter(since.plus(expect));
            if (isOverdue != wasOverdue) {
                changes.add(new Change(source, isOverdue, expect));
            }
        });
        return changes;
    }

    /** The events about these changes are in the stream. If a process dies before, they are added again, and ignored. */
    public void reported(List<Change> changes) {
        for (Change change : changes) {
            if (change.overdue()) {
                redis.hset(keys.sourcesOverdue(), change.source(), String.valueOf(clock.millis()));
            } else {
                redis.hdel(keys.sourcesOverdue(), change.source());
            }
        }
    }
}
