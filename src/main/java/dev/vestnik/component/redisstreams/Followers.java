package dev.vestnik.component.redisstreams;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who of this process reads which stream. Whoever has just sent a write to a stream tells them, and one that has nothing to do
 * asks at once, by the same connection, so that its question stands right behind the write and finds what was written. That
 * spares the way of the wake-up; a follower that hears nothing is woken by Redis.
 */
final class Followers {
    private final Map<String, Set<Runnable>> streams = new ConcurrentHashMap<>();

    /** @param follower is called on whatever thread writes, and must not wait */
    void follow(String stream, Runnable follower) {
        streams.computeIfAbsent(stream, any -> ConcurrentHashMap.newKeySet()).add(follower);
    }

    void leave(String stream, Runnable follower) {
        streams.computeIfPresent(stream, (any, followers) -> {
            followers.remove(follower);
            return followers.isEmpty() ? null : followers;
        });
    }

    /** A write to this stream was sent by the shared connection; whether it succeeds is not known yet. */
    void written(String stream) {
        streams.getOrDefault(stream, Set.of()).forEach(Runnable::run);
    }
}
