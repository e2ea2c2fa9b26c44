package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One reader with a lease, while there is nothing new: it is given what comes as soon as Redis has read it. */
final class Standby {
    /** So long the wait for what is next stands back behind what has just been done, which may have made work for others. */
    private static final Duration WORK_FIRST = Duration.ofMillis(1);

    private final Connections connections;
    private final GroupReader reader;
    private final Exclusive right;
    private final Runnable unawaited;

    /** @param unawaited told when something was read that nobody waits for any more; it is pending */
    Standby(Connections connections, GroupReader reader, Exclusive right, Runnable unawaited) {
        this.connections = connections;
        this.reader = reader;
        this.right = right;
        this.unawaited = unawaited;
    }

    /** One wait, and who is given what it brings. */
    private static final class Watch {
        private final Function<GroupReader.News, CompletableFuture<?>> begin;
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private boolean given;
        private boolean closed;

        Watch(Function<GroupReader.News, CompletableFuture<?>> begin) {
            this.begin = begin;
        }

        /** What is done with the news; null where they come too late. */
        @Nullable
        CompletableFuture<?> give(GroupReader.News news) {
            synchronized (this) {
                if (closed) {
                    return null;
                }
                given = true;
            }
            return begin.apply(news);
        }

        /** Whether anything was given before. */
        synchronized boolean close() {
            closed = true;
            return given;
        }
    }

    /**
     * Waits until there are entries after the given id, or for the block time, and reads them; then until they are no longer
     * in work, but not much longer.
     *
     * @param link the connection of the wait
     * @param begin is given what was read, on a thread of the connection, before this returns; answers when that is done
     */
    void await(
            Connections.Link link,
            String consumer,
            String last,
            int count,
            Duration block,
            Function<GroupReader.News, CompletableFuture<?>> begin)
            throws Exception {
        Watch watch = new Watch(begin);
        var unused = connections
                .send(() -> reader.awaitExclusively(link, last, block, consumer, right, count))
                .whenComplete((news, problem) -> {
                    if (news == null) {
                        watch.end.completeExceptionally(Script.cause(problem));
                    } else {
                        arrived(watch, news);
                    }
                });
        try {
            watch.end.get(block.plus(Connections.COMMAND_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (!watch.close()) {
                throw e;
            }
        } finally {
            watch.close();
        }
    }

    private void arrived(Watch watch, GroupReader.News news) {
        CompletableFuture<?> work = watch.give(news);
        if (work == null) {
            if (!news.entries().isEmpty()) {
                unawaited.run();
            }
        } else if (work.isDone()) {
            watch.end.complete(null);
        } else {
            var unused =
                    work.whenComplete((any, failed) -> connections.later(WORK_FIRST, () -> watch.end.complete(null)));
        }
    }
}
