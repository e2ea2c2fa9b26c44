package dev.vestnik.delivery;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.store.StreamId;
import java.time.Duration;
import java.util.List;

/**
 * One sound for what waited together: where a digest takes several messages, the first one that makes a sound does so for
 * all that waited then. What comes later makes its own.
 */
public final class NotificationSound {
    /** Longer than the messages of one digest take, unless Telegram is away meanwhile. */
    private static final Duration KEEP = Duration.ofHours(1);

    private final Keys keys;

    public NotificationSound(Keys keys) {
        this.keys = keys;
    }

    /**
     * The message, without its sound if the chat has had the sound for all that it brings. Where Redis holds no id of an
     * entry for that, the sound is made.
     */
    public ComposedMessage once(PendingBatch backlog, ComposedMessage message) {
        String until = backlog.sounded();
        return until == null || anyLater(message.ids(), until) ? message : message.silenced();
    }

    /**
     * What to write with the settlement of the message, for the rest of its digest.
     *
     * @param left the ids of the entries that waited with what the message brings, and still do
     */
    public List<RedisWrite> made(long chat, ComposedMessage message, List<String> left) {
        boolean digest = message.ids().size() > 1 && !left.isEmpty();
        return message.silent() || !digest
                ? List.of()
                : List.of(RedisWrite.set(keys.sounded(chat), left.get(left.size() - 1), KEEP));
    }

    private static boolean anyLater(List<String> ids, String than) {
        StreamId last = StreamId.of(than);
        for (String id : ids) {
            if (StreamId.of(id).compareTo(last) > 0) {
                return true;
            }
        }
        return false;
    }
}
