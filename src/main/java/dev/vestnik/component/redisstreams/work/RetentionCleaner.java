package dev.vestnik.component.redisstreams.work;

import dev.vestnik.component.redisstreams.RedisStreamsConfiguration;
import dev.vestnik.component.redisstreams.client.CompletionCause;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.ScriptReply;
import dev.vestnik.component.redisstreams.client.StreamScript;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal to the component. Removes entries that all groups of the stream have acknowledged, and dead letters, once they are
 * older than their retention. Reports the group that keeps older entries.
 */
public final class RetentionCleaner {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionCleaner.class);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);

    /** The interval of cleaning is this part of the retention. */
    private static final int PRECISION = 10;

    /** If one script removed this many entries, there may be more; see trim.lua. */
    private static final int MAYBE_MORE = 10_000;

    private final Connections connections;
    private final Supplier<Executor> executor;
    private final ConsumerCounters counters;
    private final String stream;
    private final long retention;
    private final long deadRetention;
    private volatile Backlog backlog = Backlog.NONE;

    /**
     * Entries that are older than the retention and still needed.
     *
     * @param group the group that has not acknowledged it; empty if there is none
     * @param age how old the oldest such entry is
     */
    public record Backlog(String group, Duration age) {
        static final Backlog NONE = new Backlog("", Duration.ZERO);
    }

    /** @param executor runs tasks that may have to connect */
    public RetentionCleaner(
            Connections connections,
            Supplier<Executor> executor,
            RedisStreamsConfiguration options,
            ConsumerCounters counters) {
        this.connections = connections;
        this.executor = executor;
        this.counters = counters;
        this.stream = options.streamKey();
        this.retention = options.isKeyed() ? 0 : options.getRetention();
        this.deadRetention = options.getDeadRetention();
    }

    /** How often to clean; null if neither entries nor dead letters have a retention. */
    @Nullable
    public Duration interval() {
        long shortest = LongStream.of(retention, deadRetention)
                .filter(time -> time > 0)
                .min()
                .orElse(0);
        if (shortest == 0) {
            return null;
        }
        Duration part = Duration.ofMillis(shortest / PRECISION);
        return part.compareTo(LONGEST_INTERVAL) > 0
                ? LONGEST_INTERVAL
                : part.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : part;
    }

    /** Cleans without waiting; a failed cleaning is repeated the next time. */
    public void clean() {
        if (retention > 0) {
            trim();
        }
        if (deadRetention > 0) {
            expire();
        }
    }

    private void trim() {
        try {
            StreamScript.GROUP_TRIM
                    .list(connections.shared(), new String[] {stream}, new ScriptArguments().add(retention))
                    .thenAcceptAsync(this::trimmed, executor.get())
                    .exceptionally(this::failed);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void expire() {
        try {
            String dead = KeyedKeys.dead(stream);
            StreamScript.DEAD_EXPIRE
                    .number(connections.shared(), new String[] {dead}, new ScriptArguments().add(deadRetention))
                    .thenAcceptAsync(this::expired, executor.get())
                    .exceptionally(this::failed);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void trimmed(List<Object> reply) {
        long removed = ScriptReply.big(reply.get(0));
        counters.trimmed.add(removed);
        if (removed >= MAYBE_MORE) {
            trim();
        }
        Backlog before = backlog;
        Backlog now = new Backlog(ScriptReply.text(reply.get(1)), Duration.ofMillis(ScriptReply.big(reply.get(2))));
        backlog = now;
        if (now.group().equals(before.group())) {
            return;
        }
        if (now.group().isEmpty()) {
            LOG.info("{}: no group keeps entries beyond their retention any more", stream);
        } else {
            LOG.warn(
                    "{}: the group {} has not acknowledged entries that are beyond their retention, the oldest {} old;"
                            + " they stay, and so do those after them",
                    stream,
                    now.group(),
                    now.age());
        }
    }

    private void expired(long letters) {
        if (letters > 0) {
            counters.expired.add(letters);
            LOG.warn("{}: {} dead letters were beyond their retention and are removed", stream, letters);
        }
        if (letters >= MAYBE_MORE) {
            expire();
        }
    }

    private @Nullable Void failed(Throwable problem) {
        Throwable cause = CompletionCause.of(problem);
        LOG.debug("{}: the cleaning failed: {}", stream, cause.toString());
        return null;
    }

    /** The entries that are older than the retention and still needed, as of the last cleaning by this consumer. */
    public Backlog backlog() {
        return backlog;
    }
}
