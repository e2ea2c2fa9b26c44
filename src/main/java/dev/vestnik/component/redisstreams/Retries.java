package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stays pending with this consumer until its time has come. Only ids: the entries themselves are in Redis. Where order
 * matters, what comes first holds up the rest; else whatever is due first comes first.
 */
final class Retries {
    /** As many ids as memory may hold, before reading stops. */
    private static final int MOST = 10_000;

    private final Queue<Retry> queue;
    private final Set<String> ids = new HashSet<>();

    /**
     * @param at {@link System#nanoTime}
     */
    record Retry(List<String> ids, long at, int agains) {
        Duration left() {
            return Duration.ofNanos(at - System.nanoTime());
        }
    }

    Retries(boolean ordered) {
        queue = ordered ? new ArrayDeque<>() : new PriorityQueue<>(Comparator.comparing(Retry::left));
    }

    /** Adds what is not done; where order matters, in front of all others, as it was taken before them. */
    synchronized void add(Collection<String> some, Duration after, int agains) {
        Retry retry = new Retry(List.copyOf(some), System.nanoTime() + after.toNanos(), agains);
        ids.addAll(some);
        if (queue instanceof ArrayDeque<Retry> line) {
            line.addFirst(retry);
        } else {
            queue.add(retry);
        }
    }

    /** Takes what is due, if anything is. */
    synchronized @Nullable Retry poll() {
        Retry first = queue.peek();
        if (first == null || first.at() - System.nanoTime() > 0) {
            return null;
        }
        queue.remove();
        first.ids().forEach(ids::remove);
        return first;
    }

    /** How long until something is due, at most {@code longest}. */
    synchronized Duration wait(Duration longest) {
        Retry first = queue.peek();
        if (first == null) {
            return longest;
        }
        Duration left = first.left();
        return left.isNegative() ? Duration.ZERO : left.compareTo(longest) < 0 ? left : longest;
    }

    synchronized boolean isEmpty() {
        return queue.isEmpty();
    }

    synchronized boolean full() {
        return ids.size() >= MOST;
    }

    synchronized boolean has(String id) {
        return ids.contains(id);
    }

    synchronized List<String> ids() {
        return new ArrayList<>(ids);
    }

    synchronized void clear() {
        queue.clear();
        ids.clear();
    }
}
