package dev.vestnik.incident;

import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import dev.vestnik.store.RedisWrite;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event that has reached nobody, and is sent as soon as one of the people it concerns is reachable.
 *
 * @param ref the event's reference
 * @param key the key of its incident; null: none
 * @param area null: unknown
 * @param to the phones of the people it is addressed to; empty: all people of its steps
 * @param since when it was dispatched
 * @param expires when the event is too old to be sent; null: never
 * @param titleSent whether administrators have got the title of a private event
 * @param without the chats to which the event cannot be sent, although their users are reachable
 */
public record MissedEvent(
        String ref,
        @Nullable String key,
        String status,
        @Nullable String area,
        List<String> to,
        Instant since,
        @Nullable Instant expires,
        boolean titleSent,
        Set<Long> without) {
    public MissedEvent {
        to = List.copyOf(Objects.requireNonNullElse(to, List.of()));
        without = Set.copyOf(Objects.requireNonNullElse(without, Set.of()));
    }

    public static MissedEvent read(String json) {
        return RedisJson.read(json, MissedEvent.class);
    }

    /** The event after the title has been sent to administrators. */
    public MissedEvent withTitleSent() {
        return new MissedEvent(ref, key, status, area, to, since, expires, true, without);
    }

    public RedisWrite write(Keys keys) {
        return RedisWrite.of("HSET", keys.missed(), ref, RedisJson.write(this));
    }

    /** The write that forgets it. */
    public RedisWrite remove(Keys keys) {
        return RedisWrite.of("HDEL", keys.missed(), ref);
    }

    /** Without phones, since records are logged. */
    @Override
    public String toString() {
        return "MissedEvent[" + ref + ", " + status + "]";
    }
}
