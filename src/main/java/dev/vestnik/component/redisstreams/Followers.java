package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who of this process reads which stream. Whoever has just sent a write to a stream tells them, and one that has nothing to do
 * asks at once, by the same connection, so that its question stands right behind the write and finds what was written. That
 * spares the way of the wake-up; a follower that hears nothing is woken by Redis.
 */
final class Followers {
    private final Map<String, Set<Follower>> streams = new ConcurrentHashMap<>();

    /** A reader; called on whatever thread writes, where it must not wait. */
    interface Follower {
        /** Something was written to the stream. */
        void written();

        /**
         * Asks for what is written next, which the writer then wakes nobody for.
         *
         * @return whether this one takes it, and wakes others for what it leaves
         */
        default boolean takes() {
            return false;
        }

        /**
         * Sends a script that moves elements of a list into the stream and asks for them, behind what waits for the list on
         * this connection: Redis runs it as soon as the wait ends.
         *
         * @param most how many are moved at most
         * @return how many were moved; null where this one does not wait for anything now, and has sent nothing
         */
        default @Nullable CompletableFuture<Long> moveNext(Connections.Link waiting, String list, int most) {
            return null;
        }

        /** Waits until this one has nothing to do but to wait; where it never will, or has none to wait for, it returns at once. */
        default void awaitRest(Duration longest) throws InterruptedException {}
    }

    void follow(String stream, Follower follower) {
        streams.computeIfAbsent(stream, any -> ConcurrentHashMap.newKeySet()).add(follower);
    }

    void leave(String stream, Follower follower) {
        streams.computeIfPresent(stream, (any, followers) -> {
            followers.remove(follower);
            return followers.isEmpty() ? null : followers;
        });
    }

    /** A write to this stream was sent by the shared connection; whether it succeeds is not known yet. */
    void written(String stream) {
        of(stream).forEach(Follower::written);
    }

    /** As {@link Follower#takes}, for all of these streams. */
    boolean take(Collection<String> all) {
        for (String stream : all) {
            if (!take(stream)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(String stream) {
        for (Follower one : of(stream)) {
            if (one.takes()) {
                return true;
            }
        }
        return false;
    }

    /** As {@link Follower#moveNext}, by one of them; the others are woken by Redis. */
    @Nullable
    CompletableFuture<Long> moveNext(Connections.Link waiting, String list, String stream, int most) {
        for (Follower one : of(stream)) {
            CompletableFuture<Long> moved = one.moveNext(waiting, list, most);
            if (moved != null) {
                return moved;
            }
        }
        return null;
    }

    /** As {@link Follower#awaitRest}, for all of them, one after the other. */
    void awaitRest(String stream, Duration longest) throws InterruptedException {
        for (Follower one : of(stream)) {
            one.awaitRest(longest);
        }
    }

    private Set<Follower> of(String stream) {
        return streams.getOrDefault(stream, Set.of());
    }
}
