package dev.vestnik.start.redis;

import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.store.Keys;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import org.jspecify.annotations.Nullable;

/** Keeps two bots from working on the same keys: the first bot's id is kept, another's is refused. */
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
     * Compares with the id that is kept, or keeps this one if there is none.
     *
     * @param mine the bot's id, which {@code getMe} tells too, and which its token begins with
     * @throws StartRefusedException where the keys belong to another bot
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

    /** Writes only where nothing is kept: a Redis whose memory is full must not keep Vestnik from emptying it. */
    private @Nullable String keptOr(String mine) {
        String kept = redis.get(keys.telegramBot());
        if (kept != null) {
            return kept;
        }
        redis.set(keys.telegramBot(), mine, SetArgs.Builder.nx());
        return redis.get(keys.telegramBot());
    }
}
