package dev.vestnik.component.redisstreams;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Set;

/**
 * Tells errors that pass from errors that stay. The prefixes are those of Redis' error replies, see
 * https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors.
 */
public final class TransientRedisErrors {
    private static final Set<String> PREFIXES = Set.of(
            "LOADING", "READONLY", "BUSY", "MISCONF", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS", "OOM");

    private TransientRedisErrors() {}

    /**
     * Whether the same command may succeed later, because the connection or the state of the server is the cause and not the
     * command. An error that is no reply of Redis, such as a lost connection or a timeout, is transient.
     */
    public static boolean isTransient(Throwable error) {
        return !(error instanceof RedisCommandExecutionException)
                || PREFIXES.contains(String.valueOf(error.getMessage()).split(" ", 2)[0]);
    }
}
