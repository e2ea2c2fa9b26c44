package dev.vestnik.component.redisstreams;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Values in the MDC of this thread, until it is closed on the same thread; then the values from before are there again. */
public final class MdcScope implements AutoCloseable {
    private final Map<String, @Nullable String> before = new HashMap<>();

    /** @param values by their names; null: there is no value of this name meanwhile */
    public MdcScope(Map<String, @Nullable String> values) {
        values.forEach((name, value) -> before.put(name, MDC.get(name)));
        values.forEach(MdcScope::put);
    }

    private static void put(String name, @Nullable String value) {
        if (value == null) {
            MDC.remove(name);
        } else if (!Objects.equals(value, MDC.get(name))) {
            MDC.put(name, value);
        }
    }

    @Override
    public void close() {
        before.forEach(MdcScope::put);
    }
}
