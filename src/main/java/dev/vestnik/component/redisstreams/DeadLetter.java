package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vestnik.component.redisstreams.client.ScriptReply;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry that was moved to the dead letters.
 *
 * @param id its id among the dead letters
 * @param entryId the id that it had in the stream
 * @param key the key of a keyed entry; else empty
 * @param group the group that gave it up; empty for a keyed entry
 * @param reason {@code failed} (too often), {@code crashed} (its consumers died too often), or the reason that the route gave
 * @param error the last error: class and message, at most 500 characters; may be empty
 * @param deliveries the number of deliveries
 * @param time when it was given up, by the clock of Redis
 * @param fields the fields of the entry
 */
public record DeadLetter(
        String id,
        String entryId,
        String key,
        String group,
        String reason,
        String error,
        int deliveries,
        Instant time,
        Map<String, byte[]> fields) {
    private static final String ABOUT = "dead-id";

    public DeadLetter {
        fields = Map.copyOf(fields);
    }

    /**
     * Reads a dead letter; null if the entry is not one.
     *
     * @param words field, value, field, value; the fields that describe the dead letter follow the entry's own
     */
    static @Nullable DeadLetter of(String id, List<Object> words) {
        int about = words.size() - 2;
        while (about >= 0 && !ScriptReply.text(words.get(about)).equals(ABOUT)) {
            about -= 2;
        }
        if (about < 0) {
            return null;
        }
        Map<String, String> description = new LinkedHashMap<>();
        ScriptReply.fields(words.subList(about, words.size()))
                .forEach((name, value) -> description.put(name, ScriptReply.text(value)));
        return of(id, description, ScriptReply.fields(words.subList(0, about)));
    }

    /** As {@link #of(String, List)}, for an entry that was read as text. Fields that begin with {@code dead-} describe it. */
    public static @Nullable DeadLetter of(String id, Map<String, String> all) {
        if (!all.containsKey(ABOUT)) {
            return null;
        }
        Map<String, byte[]> fields = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (!name.startsWith("dead-")) {
                fields.put(name, value.getBytes(UTF_8));
            }
        });
        return of(id, all, fields);
    }

    private static DeadLetter of(String id, Map<String, String> description, Map<String, byte[]> fields) {
        return new DeadLetter(
                id,
                description.getOrDefault(ABOUT, ""),
                description.getOrDefault("dead-key", ""),
                description.getOrDefault("dead-group", ""),
                description.getOrDefault("dead-reason", ""),
                description.getOrDefault("dead-error", ""),
                Integer.parseInt(description.getOrDefault("dead-deliveries", "0")),
                Instant.ofEpochMilli(Long.parseLong(description.getOrDefault("dead-time", "0"))),
                fields);
    }

    /** The fields as text. */
    public Map<String, String> textFields() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((name, value) -> texts.put(name, new String(value, UTF_8)));
        return texts;
    }
}
