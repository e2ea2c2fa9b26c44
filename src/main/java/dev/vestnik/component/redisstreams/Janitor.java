package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what its retention has run out for: entries that all groups of the stream have acknowledged, and dead letters. Says
 * who keeps it from that.
 */
final class Janitor {
    private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);

    /** A retention is kept to this part of it. */
    private static final int PRECISION = 10;

    /** From so many removed by one script on there may be more; see trim.lua. */
    private static final int MORE = 10_000;

    private final Connections connections;
    private final Supplier<Executor> executor;
    private final Counters counters;
    private final String stream;
    private final long retention;
    private final long deadRetention;
    private volatile Backlog backlog = Backlog.NONE;

    /**
     * What is older than the retention and still needed.
     *
     * @param group the group that has not acknowledged it; empty where there is nothing
     * @param age how old the oldest such entry is
     */
    record Backlog(String group, Duration age) {
        static final Backlog NONE = new Backlog("", Duration.ZERO);
    }

    /**
     * @param executor runs what may have to connect
     */
    Janitor(
            Connections connections,
            Supplier<Executor> executor,
            RedisStreamsConfiguration options,
            Counters counters) {
        this.connections = connections;
        this.executor = executor;
        this.counters = counters;
        this.stream = options.streamKey();
        this.retention = options.isKeyed() ? 0 : options.getRetention();
        this.deadRetention = options.getDeadRetention();
    }

    /** How often to clean; null where nothing has a retention. */
    @Nullable
    Duration interval() {
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

    /** Cleans, without waiting for it; what fails is done the next time. */
    void clean() {
        if (retention > 0) {
            trim();
        }
        if (deadRetention > 0) {
            expire();
        }
    }

    private void trim() {
        try {
            Script.GROUP_TRIM
                    .list(connections.shared(), new String[] {stream}, new Args().add(retention))
                    .thenAcceptAsync(this::trimmed, executor.get())
                    .exceptionally(this::failed);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void expire() {
        try {
            String dead = KeyedStream.dead(stream);
            Script.DEAD_EXPIRE
                    .number(connections.shared(), new String[] {dead}, new Args().add(deadRetention))
                    .thenAcceptAsync(this::expired, executor.get())
                    .exceptionally(this::failed);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void trimmed(List<Object> reply) {
        long removed = Reply.big(reply.get(0));
        counters.trimmed.add(removed);
        if (removed >= MORE) {
            trim();
        }
        Backlog before = backlog;
        Backlog now = new Backlog(Reply.text(reply.get(1)), Duration.ofMillis(Reply.big(reply.get(2))));
        backlog = now;
        if (now.group().equals(before.group())) {
            return;
        }
        if (now.group().isEmpty()) {
            LOG.info("{}: nothing keeps entries beyond their retention any more", stream);
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
        if (letters >= MORE) {
            expire();
        }
    }

    private @Nullable Void failed(Throwable problem) {
        Throwable cause = Script.cause(problem);
        LOG.debug("{}: nothing was cleaned this time: {}", stream, cause.toString());
        return null;
    }

    /** What is older than the retention and still needed, as of the last cleaning by this consumer. */
    Backlog backlog() {
        return backlog;
    }
}
