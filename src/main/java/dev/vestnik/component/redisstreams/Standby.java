package dev.vestnik.component.redisstreams;

import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One reader with a lease, while there is nothing new: woken by Redis, or by a writer of this process, see {@link Followers},
 * and then what is new is read right away.
 */
final class Standby implements Followers.Follower {
    /**
     * The script that moves and reads wakes the reader too, and Redis writes that answer first. So long the reader stays
     * asleep, as it is about to be given what it would ask for.
     */
    private static final Duration DRAIN_FIRST = Duration.ofMillis(1);

    /** So long the wait for what is next stands back behind what has just been done, which may have made work for others. */
    private static final Duration WORK_FIRST = Duration.ofMillis(1);

    private final Connections connections;
    private final GroupReader reader;
    private final Exclusive right;
    private final Runnable unawaited;
    private final AtomicReference<@Nullable Watch> watching = new AtomicReference<>();
    private final AtomicInteger moves = new AtomicInteger();
    private final Signal rest = new Signal();
    private Connections.@Nullable Link link;
    private CompletableFuture<?> wake = CompletableFuture.completedFuture(null);

    /** @param unawaited told when something may have been read that nobody was there for; it is pending */
    Standby(Connections connections, GroupReader reader, Exclusive right, Runnable unawaited) {
        this.connections = connections;
        this.reader = reader;
        this.right = right;
        this.unawaited = unawaited;
    }

    /** One wait: who waits, for how many entries, and who is given them. */
    private static final class Watch {
        private final String consumer;
        private final int count;
        private final Function<GroupReader.News, CompletableFuture<?>> begin;
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private boolean given;
        private boolean closed;

        Watch(String consumer, int count, Function<GroupReader.News, CompletableFuture<?>> begin) {
            this.consumer = consumer;
            this.count = count;
            this.begin = begin;
        }

        /** What comes too late stays pending, and is found there. */
        synchronized CompletableFuture<?> give(GroupReader.News news) {
            if (given || closed) {
                return CompletableFuture.completedFuture(null);
            }
            given = true;
            return begin.apply(news);
        }

        /** Whether anything was given before. */
        synchronized boolean close() {
            closed = true;
            return given;
        }
    }

    /**
     * Waits until there may be entries after the given id, or for the block time; where a writer's call brings some, until they
     * are no longer in work, but not much longer either.
     *
     * @param current the connection of the wait; what Redis does not answer in time there is awaited by the next wait
     * @param begin is given what a writer's call has brought, on a thread of the connection, before this returns; answers when
     *     that is done
     */
    void await(
            Connections.Link current,
            String consumer,
            String last,
            int count,
            Duration block,
            Function<GroupReader.News, CompletableFuture<?>> begin)
            throws Exception {
        if (current != link || wake.isDone()) {
            link = current;
            wake = reader.awaitNew(current, last, block);
        }
        Watch watch = new Watch(consumer, count, begin);
        watching.set(watch);
        rest.set();
        var unused = wake.whenComplete((any, problem) -> {
            if (moves.get() > 0 && problem == null) {
                connections.later(Duration.ZERO, () -> wokenWhileMoving(watch));
            } else {
                woken(watch, problem);
            }
        });
        try {
            watch.end.get(block.plus(Connections.COMMAND_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (!watch.close()) {
                throw e;
            }
        } finally {
            watching.compareAndSet(watch, null);
            watch.close();
            watch.end.complete(null);
        }
    }

    private void wokenWhileMoving(Watch watch) {
        if (watching.get() == watch) {
            connections.later(DRAIN_FIRST, () -> woken(watch, null));
        }
    }

    private void woken(Watch watch, @Nullable Throwable problem) {
        if (watching.compareAndSet(watch, null)) {
            end(watch, problem);
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

    /** What was read is begun first; whoever moves goes on when that is done, as it can wait. */
    @Override
    public @Nullable CompletableFuture<Long> moveNext(Connections.Link waiting, String list, int most) {
        Watch watch = watching.get();
        if (watch == null) {
            return null;
        }
        moves.incrementAndGet();
        CompletableFuture<Long> answer = new CompletableFuture<>();
        var unused = reader.moveExclusively(waiting, list, most, watch.consumer, right, watch.count)
                .whenComplete((moved, problem) -> {
                    moves.decrementAndGet();
                    if (moved == null) {
                        failed(problem);
                        answer.completeExceptionally(problem);
                    } else {
                        var alsoUnused = arrived(watch.consumer, moved.news())
                                .whenComplete((any, failed) -> answer.complete(moved.elements()));
                    }
                });
        return answer;
    }

    /** Whoever waits by now is given it, if it is the same consumer; done when that is no longer in work. */
    private CompletableFuture<?> arrived(String consumer, GroupReader.News news) {
        if (!news.entries().isEmpty()) {
            Watch now = watching.get();
            if (now != null && now.consumer.equals(consumer) && watching.compareAndSet(now, null)) {
                end(now, news, null);
                return now.end;
            }
            unawaited.run();
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Something may have been read all the same, unless it was refused. */
    private void failed(Throwable problem) {
        if (!refused(problem)) {
            unawaited.run();
            Watch now = watching.getAndSet(null);
            if (now != null) {
                end(now, null);
            }
        }
    }

    @Override
    public void awaitRest(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos();
                left > 0 && watching.get() == null && right.held();
                left = end - System.nanoTime()) {
            rest.await(Duration.ofNanos(left));
        }
    }

    private void end(Watch watch, GroupReader.@Nullable News news, @Nullable Throwable problem) {
        CompletableFuture<?> work = CompletableFuture.completedFuture(null);
        try {
            if (news != null) {
                work = watch.give(news);
            }
        } finally {
            if (work.isDone()) {
                end(watch, problem);
            } else {
                var unused =
                        work.whenComplete((any, failed) -> connections.later(WORK_FIRST, () -> end(watch, problem)));
            }
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
