package dev.vestnik.outbox;

import dev.vestnik.store.Keys;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;

/**
 * Knows whether replies of a chat wait in the outbox. Later replies then have to wait behind them, so that the last keyboard
 * that the person gets is the right one.
 */
public final class ReplyBacklog {
    /** After this time a reply that could not be sent is dropped: it answers what the person asked long ago. */
    public static final Duration RETENTION = Duration.ofMinutes(1);

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;

    public ReplyBacklog(RedisClusterCommands<String, String> redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Whether the last reply that was added to the outbox is still there. */
    public boolean isWaiting(long chat) {
        String last = redis.get(keys.lastLateReply(chat));
        return last != null
                && !redis.xrange(keys.outbox() + ":" + chat, Range.create(last, last), Limit.from(1))
                        .isEmpty();
    }

    /** @param id of the entry in the outbox */
    public void added(long chat, String id) {
        redis.set(keys.lastLateReply(chat), id, SetArgs.Builder.px(RETENTION));
    }
}
