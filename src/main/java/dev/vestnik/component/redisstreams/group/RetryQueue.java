package dev.vestnik.component.redisstreams.group;

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
 * Entries that stay pending with this consumer until their time has come. It holds only ids, the entries are in Redis. If
 * ordered, the first element holds up the others; otherwise the element that is due first comes first.
 */
final class RetryQueue {
    /** The most ids in memory; reading stops at this number. */
    private static final int MOST = 10_000;

    private final Queue<Retry> queue;
    private final Set<String> ids = new HashSet<>();

    /**
     * @param at {@link System#nanoTime}
     */
    record Retry(List<String> ids, long at, int retries) {
        Duration left() {
            return Duration.ofNanos(at - System.nanoTime());
        }
    }

    RetryQueue(boolean ordered) {
        queue = ordered ? new ArrayDeque<>() : new PriorityQueue<>(Comparator.comparing(Retry::left));
    }

    /** Adds entries; if ordered, in front of all others, since they were taken before them. */
    synchronized void add(Collection<String> some, Duration after, int retries) {
        Retry retry = new Retry(List.copyOf(some), System.nanoTime() + after.toNanos(), retries);
        ids.addAll(some);
        if (queue instanceof ArrayDeque<Retry> line) {
            line.addFirst(retry);
        } else {
            queue.add(retry);
        }
    }

    /** Removes and returns an element that is due; null if there is none. */
    synchronized @Nullable Retry poll() {
        Retry first = queue.peek();
        if (first == null || first.at() - System.nanoTime() > 0) {
            return null;
        }
        queue.remove();
        first.ids().forEach(ids::remove);
        return first;
    }

    /** How long until an element is due, at most {@code longest}. */
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
