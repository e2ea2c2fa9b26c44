package dev.vestnik.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What a consumer has looked up with its entries, as text. */
final class LookedUp {
    private LookedUp() {}

    /** By the whole Redis key; null: nothing is there. What is not in it was not looked up. */
    static Map<String, @Nullable String> with(Message message) {
        Map<String, @Nullable String> known = new HashMap<>();
        Map<?, ?> values = message.getHeader(RedisStreamsConstants.VALUES, Map.of(), Map.class);
        for (Map.Entry<?, ?> found : values.entrySet()) {
            known.put(
                    (String) found.getKey(), found.getValue() instanceof byte[] text ? new String(text, UTF_8) : null);
        }
        return known;
    }
}
