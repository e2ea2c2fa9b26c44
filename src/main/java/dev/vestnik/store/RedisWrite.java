package dev.vestnik.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Redis command that is carried out with the settlement of the entry that causes it.
 *
 * @param command the command and its arguments, e.g. {@code SET, vestnik:seen:1, 1, PX, 86400000}
 */
public record RedisWrite(List<String> command) {
    public RedisWrite {
        command = List.copyOf(command);
    }

    public static RedisWrite of(String... command) {
        return new RedisWrite(List.of(command));
    }

    /** A value that expires after {@code retention}. */
    public static RedisWrite set(String key, String value, Duration retention) {
        return of("SET", key, value, "PX", Long.toString(retention.toMillis()));
    }

    /** A new entry of a stream; Redis makes its id. */
    public static RedisWrite append(String stream, Map<String, String> fields) {
        List<String> command = new ArrayList<>(List.of("XADD", stream, "*"));
        fields.forEach((field, value) -> {
            command.add(field);
            command.add(value);
        });
        return new RedisWrite(command);
    }
}
