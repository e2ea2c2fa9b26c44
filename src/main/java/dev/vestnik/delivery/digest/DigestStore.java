package dev.vestnik.delivery.digest;

import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import dev.vestnik.store.RedisWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the live digests of chats, and makes the writes that keep them, for the settlement of their messages. */
public final class DigestStore {
    /** Longer than a digest lasts and Telegram is unavailable. */
    private static final Duration RETENTION = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(DigestStore.class);

    private final Keys keys;

    public DigestStore(Keys keys) {
        this.keys = keys;
    }

    /** @return null: there is none, or what Redis holds is no digest; then a new one begins */
    public @Nullable LiveDigest read(@Nullable String json) {
        try {
            return json == null ? null : RedisJson.read(json, LiveDigest.class);
        } catch (IllegalStateException e) {
            LOG.warn("A live digest is begun anew: {}", e.getMessage());
            return null;
        }
    }

    /** Keeps the digest with these entries. */
    public List<RedisWrite> writes(long chat, String name, LiveDigest digest, List<OutboxEntry> entries) {
        String events = keys.digestEvents(name, chat);
        List<String> push = new ArrayList<>(List.of("RPUSH", events));
        entries.forEach(entry -> push.add(RedisJson.write(entry.fields())));
        return List.of(
                RedisWrite.set(keys.digest(name, chat), RedisJson.write(digest), RETENTION),
                new RedisWrite(push),
                RedisWrite.of("PEXPIRE", events, Long.toString(RETENTION.toMillis())),
                endAfter(chat, name, digest.last().toEpochMilli()));
    }

    /** Lets the digest end when it has been quiet since this time. */
    public RedisWrite endAfter(long chat, String name, long millis) {
        return RedisWrite.of("ZADD", keys.liveDigests(), Long.toString(millis), name + " " + chat);
    }

    /** Removes the digest. */
    public RedisWrite remove(long chat, String name) {
        return RedisWrite.of("DEL", keys.digest(name, chat), keys.digestEvents(name, chat));
    }

    /** Removes the first events of the digest, which are sent. */
    public RedisWrite removeFirst(long chat, String name, int count) {
        return RedisWrite.of("LTRIM", keys.digestEvents(name, chat), Integer.toString(count), "-1");
    }
}
