package dev.vestnik.ops.control;

import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import dev.vestnik.store.StreamId;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Invalid events: where they came from, and what would be right. */
@ManagedResource(
        objectName = "dev.vestnik:type=Rejected",
        description = "Invalid events, which are kept with their reason")
public final class RejectedManagedBean {
    private static final int PAGE = 50;
    private static final int MOST = 1_000;
    private static final int MAX_RAW = 20_000;

    private final RedisClusterCommands<String, String> redis;
    private final Keys keys;
    private final UnaryOperator<String> mask;

    /** @param mask removes phones from a text */
    public RejectedManagedBean(RedisClusterCommands<String, String> redis, Keys keys, UnaryOperator<String> mask) {
        this.redis = redis;
        this.keys = keys;
        this.mask = mask;
    }

    @ManagedAttribute(description = "How many invalid events are kept")
    public long getKept() {
        return redis.xlen(keys.rejected());
    }

    @ManagedOperation(description = "Invalid events, the newest first, as JSON")
    @ManagedOperationParameter(name = "most", description = "how many, at most 1000; 0: 50")
    public String list(int most) {
        Limit limit = Limit.from(most <= 0 ? PAGE : Math.min(most, MOST));
        return RedisJson.write(redis.xrevrange(keys.rejected(), Range.unbounded(), limit).stream()
                .map(entry -> row(entry, null))
                .toList());
    }

    @ManagedOperation(description = "One invalid event as it came, phones masked, as JSON")
    @ManagedOperationParameter(name = "id", description = "the id of an invalid event, as in the list")
    public String show(String id) {
        String wanted = id.strip();
        List<StreamMessage<String, String>> found = wanted.matches("\\d{1,19}-\\d{1,19}")
                ? redis.xrange(keys.rejected(), Range.create(wanted, wanted))
                : List.of();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no invalid event " + wanted + " any more");
        }
        Map<String, String> fields = found.get(0).getBody();
        String raw = Objects.requireNonNullElse(fields.get("raw"), fields.getOrDefault("raw-base64", ""));
        return RedisJson.write(
                row(found.get(0), mask.apply(raw.length() <= MAX_RAW ? raw : raw.substring(0, MAX_RAW) + "…")));
    }

    private record Row(
            String id,
            Instant time,
            String source,
            String route,
            String reason,
            String field,
            String sentence,
            String size,
            @Nullable String raw) {}

    private Row row(StreamMessage<String, String> entry, @Nullable String raw) {
        Map<String, String> fields = entry.getBody();
        String id = entry.getId();
        return new Row(
                id,
                Instant.ofEpochMilli(StreamId.of(id).millis()),
                fields.getOrDefault("source", ""),
                fields.getOrDefault("route", ""),
                fields.getOrDefault("reason", ""),
                fields.getOrDefault("field", ""),
                mask.apply(fields.getOrDefault("sentence", "")),
                fields.getOrDefault("size", ""),
                raw);
    }
}
