package dev.vestnik.bot.scene;

import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.Optional;

/** Stores the scene of each chat in Redis, so that any instance can continue the conversation. */
public final class SceneStore {
    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final Duration retention;

    /** @param retention a scene expires this long after it was entered; login and settings stay */
    public SceneStore(RedisClusterCommands<String, String> redis, Keys keys, Duration retention) {
        this.redis = redis;
        this.keys = keys;
        this.retention = retention;
    }

    public Optional<Scene> find(long chat) {
        return Optional.ofNullable(redis.get(keys.scene(chat))).map(json -> RedisJson.read(json, Scene.class));
    }

    public boolean isIn(long chat, Scene scene) {
        return find(chat).filter(scene::equals).isPresent();
    }

    public void enter(long chat, Scene scene) {
        redis.set(keys.scene(chat), RedisJson.write(scene), SetArgs.Builder.px(retention));
    }

    public void leave(long chat) {
        redis.del(keys.scene(chat));
    }
}
