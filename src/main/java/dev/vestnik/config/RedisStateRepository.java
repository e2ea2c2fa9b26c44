package dev.vestnik.config;

import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** Stores states of Camel in Redis, each as a STRING under the prefix, a colon and the key of the state. */
final class RedisStateRepository extends ServiceSupport implements StateRepository<String, String> {
    private final RedisClusterCommands<String, String> redis;
    private final String prefix;

    RedisStateRepository(RedisClusterCommands<String, String> redis, String prefix) {
        this.redis = redis;
        this.prefix = prefix;
    }

    @Override
    public void setState(String key, String value) {
        redis.set(prefix + ":" + key, value);
    }

    @Override
    public @Nullable String getState(String key) {
        return redis.get(prefix + ":" + key);
    }
}
