package dev.vestnik.start.redis;

import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.store.Keys;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import org.jspecify.annotations.Nullable;

/** Prevents two bots from working on the same keys: stores the id of the first bot and refuses any other. */
public final class BotKeyOwnership {
    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final RedisStartupRetry patience;

    public BotKeyOwnership(RedisClusterCommands<String, String> redis, Keys keys, RedisStartupRetry patience) {
        this.redis = redis;
        this.keys = keys;
        this.patience = patience;
    }

    /**
     * Compares the id with the stored one, or stores it if there is none.
     *
     * @param mine the bot's id, the first part of its token
     * @throws StartRefusedException if the keys belong to another bot
     */
    public void require(String mine) {
        String kept = patience.await(() -> keptOr(mine));
        if (!mine.equals(kept)) {
            throw new StartRefusedException(
                    "What begins with " + keys.prefix() + " in this Redis belongs to the bot with the id "
                            + kept + ", but the token is of the bot " + mine
                            + ": use that bot's token, or give this bot a name of its own by MICROSERVICE_BOT_NAME.");
        }
    }

    /** Writes only if no id is stored, so that a Redis whose memory is full can still be emptied by Vestnik. */
    private @Nullable String keptOr(String mine) {
        String kept = redis.get(keys.telegramBot());
        if (kept != null) {
            return kept;
        }
        redis.set(keys.telegramBot(), mine, SetArgs.Builder.nx());
        return redis.get(keys.telegramBot());
    }
}
