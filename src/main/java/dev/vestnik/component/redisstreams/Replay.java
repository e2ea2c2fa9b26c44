package dev.vestnik.component.redisstreams;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** A replay of many dead letters that runs by itself. It ends by itself too, when Redis refuses one or does not answer. */
public final class Replay {
    /** How many one script puts back, so that none keeps Redis long. */
    private static final int CHUNK = 100;

    private final DeadLetters letters;
    private final Executor executor;
    private final long total;
    private final String until;
    private final AtomicLong replayed = new AtomicLong();
    private final CompletableFuture<Long> end = new CompletableFuture<>();
    private volatile boolean stopped;
    private volatile String after = "-";

    Replay(DeadLetters letters, Executor executor, long total, String until) {
        this.letters = letters;
        this.executor = executor;
        this.total = total;
        this.until = until;
    }

    void next() {
        if (stopped || until.isEmpty()) {
            end.complete(replayed());
            return;
        }
        try {
            letters.replay(after, until, CHUNK)
                    .whenCompleteAsync(
                            (reply, problem) -> {
                                if (problem != null) {
                                    end.completeExceptionally(Script.cause(problem));
                                    return;
                                }
                                replayed.addAndGet(Reply.number(reply.get(0)));
                                String last = Reply.text(reply.get(1));
                                if (last.isEmpty()) {
                                    end.complete(replayed());
                                    return;
                                }
                                after = "(" + last;
                                next();
                            },
                            executor);
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    /** How many are back so far. */
    public long replayed() {
        return replayed.get();
    }

    /** How many there were at the beginning. */
    public long total() {
        return total;
    }

    /** Ends it soon; what is not put back by then stays where it is. */
    public void stop() {
        stopped = true;
    }

    /** Whether it has not ended yet. */
    public boolean running() {
        return !end.isDone();
    }

    /** How many are back at the end; fails with what made it end early, unless that was {@link #stop}. */
    public CompletionStage<Long> ended() {
        return end.copy();
    }

    /** Progress and state, such as {@code 300 of 1000 replayed, running}. */
    @Override
    public String toString() {
        String state = running()
                ? "running"
                : end.handle((all, problem) -> problem != null ? "ended by " + problem : stopped ? "stopped" : "done")
                        .join();
        return replayed() + " of " + total + " replayed, " + state;
    }
}
