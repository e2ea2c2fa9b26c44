package dev.vestnik.component.redisstreams;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who of this process takes keys of which stream. Whoever has just sent a write to a stream tells them, and one that has nothing
 * to do asks at once, by the same connection, so that its question stands right behind the write and finds what was written.
 * That spares the way of the wake-up; a follower that hears nothing is woken by Redis.
 */
final class Followers {
    private final Map<String, Set<Follower>> streams = new ConcurrentHashMap<>();

    /** A reader; called on whatever thread writes, where it must not wait. */
    interface Follower {
        /** Something was written to the stream, by the shared connection. */
        void written();

        /**
         * Asks for what is written next, which the writer then wakes nobody for.
         *
         * @return whether this one takes it, and wakes others for what it leaves
         */
        boolean takes();
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

    private Set<Follower> of(String stream) {
        return streams.getOrDefault(stream, Set.of());
    }
}
