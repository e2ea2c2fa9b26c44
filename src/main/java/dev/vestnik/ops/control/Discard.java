package dev.vestnik.ops.control;

import dev.vestnik.component.redisstreams.DeadLetter;
import dev.vestnik.component.redisstreams.DeadLetters;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Removes the dead letters that a stream has now, the oldest first, in the background; those that follow meanwhile stay. */
final class Discard {
    /** How many one command removes, so that it does not block Redis for long. */
    private static final int CHUNK = 500;

    private final long total;
    private volatile long discarded;
    private volatile boolean stopped;
    private volatile String state = "running";

    private Discard(long total) {
        this.total = total;
    }

    static Discard begin(DeadLetters letters) {
        Discard discard = new Discard(letters.count());
        var unused = CompletableFuture.runAsync(() -> discard.run(letters));
        return discard;
    }

    private void run(DeadLetters letters) {
        try {
            long left = total;
            while (left > 0 && !stopped) {
                List<String> ids = letters.list("", (int) Math.min(CHUNK, left)).stream()
                        .map(DeadLetter::id)
                        .toList();
                if (ids.isEmpty()) {
                    break;
                }
                discarded += letters.discard(ids);
                left -= ids.size();
            }
            state = stopped ? "stopped" : "done";
        } catch (RuntimeException e) {
            state = "ended by " + e.getMessage();
        }
    }

    void stop() {
        stopped = true;
    }

    boolean running() {
        return state.equals("running");
    }

    /** Such as {@code 300 of 1000 discarded, running}. */
    @Override
    public String toString() {
        return discarded + " of " + total + " discarded, " + state;
    }
}
