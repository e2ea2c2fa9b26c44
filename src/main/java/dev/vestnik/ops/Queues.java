package dev.vestnik.ops;

import dev.vestnik.store.Keys;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.List;

/** How much waits in Redis, at one moment; NaN: not known. See {@link QueueMeters}. */
record Queues(
        double inbox,
        double lag,
        double pending,
        double chats,
        double rejected,
        double incidents,
        double users,
        double deadEvents,
        double deadOutbox) {
    static final Queues UNKNOWN = new Queues(
            Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    private static final String DISPATCH = "dispatch";

    static Queues look(RedisClusterCommands<String, String> redis, Keys keys) {
        List<Object> groups = groups(redis, keys);
        return new Queues(
                redis.llen(keys.inbox()),
                field(groups, "lag"),
                field(groups, "pending"),
                redis.zcard(keys.outbox() + ":due"),
                redis.xlen(keys.rejected()),
                redis.zcard(keys.openIncidents()),
                redis.hlen(keys.users()),
                redis.xlen(keys.events() + ":dead"),
                redis.xlen(keys.outbox() + ":dead"));
    }

    private static List<Object> groups(RedisClusterCommands<String, String> redis, Keys keys) {
        try {
            return redis.xinfoGroups(keys.events());
        } catch (RedisCommandExecutionException noStreamYet) {
            return List.of();
        }
    }

    /** A field of the group dispatch; 0 before there is a group, NaN where Redis does not know. */
    private static double field(List<Object> groups, String name) {
        for (Object group : groups) {
            if (group instanceof List<?> fields && DISPATCH.equals(value(fields, "name"))) {
                return value(fields, name) instanceof Long number ? number : Double.NaN;
            }
        }
        return 0;
    }

    private static Object value(List<?> fields, String name) {
        int at = fields.indexOf(name);
        Object value = at < 0 ? null : fields.get(at + 1);
        return value == null ? "" : value;
    }
}
