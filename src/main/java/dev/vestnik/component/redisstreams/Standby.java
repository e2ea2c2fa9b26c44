package dev.vestnik.component.redisstreams;

import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reader with a lease, while there is nothing new: woken by Redis, or by a writer of this process, see {@link Followers},
 * and then what is new is read right away.
 */
final class Standby implements Followers.Follower {
    private final GroupReader reader;
    private final Exclusive right;
    private final AtomicReference<@Nullable Watch> watching = new AtomicReference<>();
    private Connections.@Nullable Link link;
    private CompletableFuture<?> wake = CompletableFuture.completedFuture(null);

    Standby(GroupReader reader, Exclusive right) {
        this.reader = reader;
        this.right = right;
    }

    /** One wait: who waits, for how many entries, and who is given them. */
    private static final class Watch {
        private final String consumer;
        private final int count;
        private final Consumer<GroupReader.News> begin;
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private boolean given;

        Watch(String consumer, int count, Consumer<GroupReader.News> begin) {
            this.consumer = consumer;
            this.count = count;
            this.begin = begin;
        }

        synchronized void give(GroupReader.News news) {
            if (!given) {
                given = true;
                begin.accept(news);
            }
        }

        /** What comes now is too late; it stays pending, and is found there. */
        synchronized void close() {
            given = true;
        }
    }

    /**
     * Waits until there may be entries after the given id, or for the block time.
     *
     * @param current the connection of the wait; what Redis does not answer in time there is awaited by the next wait
     * @param begin is given what a writer's call has brought, on a thread of the connection; before this returns
     */
    void await(
            Connections.Link current,
            String consumer,
            String last,
            int count,
            Duration block,
            Consumer<GroupReader.News> begin)
            throws Exception {
        if (current != link || wake.isDone()) {
            link = current;
            wake = reader.awaitNew(current, last, block);
        }
        Watch watch = new Watch(consumer, count, begin);
        watching.set(watch);
        var unused = wake.whenComplete((any, problem) -> {
            if (watching.compareAndSet(watch, null)) {
                end(watch, problem);
            }
        });
        try {
            watch.end.get(block.plus(Connections.COMMAND_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            watching.compareAndSet(watch, null);
            watch.close();
        }
    }

    @Override
    public void written() {
        Watch watch = watching.getAndSet(null);
        if (watch != null) {
            var unused = reader.askExclusively(watch.consumer, right, watch.count)
                    .whenComplete((news, problem) -> end(watch, news, problem));
        }
    }

    /** First what was read is begun, and then whoever moves goes on. */
    @Override
    public @Nullable CompletableFuture<Long> move(String list, int most) {
        Watch watch = watching.getAndSet(null);
        return watch == null
                ? null
                : reader.moveExclusively(list, most, watch.consumer, right, watch.count)
                        .whenComplete((moved, problem) -> end(watch, moved == null ? null : moved.news(), problem))
                        .thenApply(GroupReader.Moved::elements);
    }

    private static void end(Watch watch, GroupReader.@Nullable News news, @Nullable Throwable problem) {
        try {
            if (news != null) {
                watch.give(news);
            }
        } finally {
            end(watch, problem);
        }
    }

    private static void end(Watch watch, @Nullable Throwable problem) {
        if (problem == null || refused(problem)) {
            watch.end.complete(null);
        } else {
            watch.end.completeExceptionally(Script.cause(problem));
        }
    }

    /** That Redis has no memory for what is moved is no concern of who reads: nothing has happened. */
    private static boolean refused(Throwable problem) {
        return Script.cause(problem) instanceof RedisCommandExecutionException refusal
                && String.valueOf(refusal.getMessage()).startsWith("OOM");
    }
}
