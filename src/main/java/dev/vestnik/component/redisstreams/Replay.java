package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.CompletionCause;
import dev.vestnik.component.redisstreams.client.ScriptReply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** A replay of many dead letters that runs in the background. It ends early if Redis refuses one or does not answer. */
public final class Replay {
    /** How many one script puts back, so that it does not block Redis for long. */
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
                                    end.completeExceptionally(CompletionCause.of(problem));
                                    return;
                                }
                                replayed.addAndGet(ScriptReply.number(reply.get(0)));
                                String last = ScriptReply.text(reply.get(1));
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

    /** How many are put back so far. */
    public long replayed() {
        return replayed.get();
    }

    /** How many dead letters there were at the beginning. */
    public long total() {
        return total;
    }

    /** Stops the replay; the dead letters that are not put back by then stay. */
    public void stop() {
        stopped = true;
    }

    /** Whether the replay has not ended yet. */
    public boolean running() {
        return !end.isDone();
    }

    /** How many are put back at the end; fails with the error that ended it early. */
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
