package dev.vestnik.ops;

import dev.vestnik.store.Keys;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;

/** How much waits in Redis, at one moment; NaN: not known. See {@link QueueMeters}. */
record Queues(double inbox, double rejected, double incidents, double users) {
    static final Queues UNKNOWN = new Queues(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    static Queues look(RedisClusterCommands<String, String> redis, Keys keys) {
        return new Queues(
                redis.llen(keys.inbox()),
                redis.xlen(keys.rejected()),
                redis.zcard(keys.openIncidents()),
                redis.hlen(keys.users()));
    }
}
