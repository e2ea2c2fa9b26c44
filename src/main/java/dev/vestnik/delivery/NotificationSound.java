package dev.vestnik.delivery;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.store.StreamId;
import java.time.Duration;
import java.util.List;

/**
 * Makes one sound for the events that were pending together: if a digest needs several messages, only the first one with a
 * sound makes it. Events that come later make their own.
 */
public final class NotificationSound {
    /** Longer than the messages of one digest take, unless Telegram is unavailable meanwhile. */
    private static final Duration RETENTION = Duration.ofHours(1);

    private final Keys keys;

    public NotificationSound(Keys keys) {
        this.keys = keys;
    }

    /**
     * The message, without a sound if the chat already heard it for all events of the message. If the id in Redis is not
     * valid, the message keeps its sound.
     */
    public ComposedMessage withoutRepeatedSound(PendingBatch batch, ComposedMessage message) {
        String sounded = batch.sounded();
        return sounded == null || containsLater(message.ids(), sounded) ? message : message.silenced();
    }

    /**
     * The writes, for the settlement of the message, that silence the rest of its digest.
     *
     * @param remaining the ids of the entries that were pending together with those of the message, and still are
     */
    public List<RedisWrite> writes(long chat, ComposedMessage message, List<String> remaining) {
        boolean isDigest = message.ids().size() > 1 && !remaining.isEmpty();
        return message.silent() || !isDigest
                ? List.of()
                : List.of(RedisWrite.set(keys.sounded(chat), remaining.get(remaining.size() - 1), RETENTION));
    }

    private static boolean containsLater(List<String> ids, String id) {
        StreamId last = StreamId.of(id);
        return ids.stream().map(StreamId::of).anyMatch(other -> other.compareTo(last) > 0);
    }
}
