package dev.vestnik.component.redisstreams;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry that was given up, and why.
 *
 * @param id its id among the dead letters
 * @param entryId the id that it had in the stream
 * @param key keyed: its key; else empty
 * @param group the group that gave it up; empty where it is keyed
 * @param reason {@code failed} (too often), {@code crashed} (its consumers, too often), or what the route said
 * @param error what it failed with at last: the class and the message, at most 500 characters; may be empty
 * @param deliveries how many times it was delivered
 * @param time when it was given up, by the clock of Redis
 * @param fields what it holds
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

    /** Reads {@code {id, fields}}; null where that is no dead letter. What is told about it stands behind its own fields. */
    static @Nullable DeadLetter of(String id, List<Object> words) {
        int about = words.size() - 2;
        while (about >= 0 && !Reply.text(words.get(about)).equals(ABOUT)) {
            about -= 2;
        }
        if (about < 0) {
            return null;
        }
        Map<String, String> told = new LinkedHashMap<>();
        Reply.fields(words.subList(about, words.size())).forEach((name, value) -> told.put(name, Reply.text(value)));
        return new DeadLetter(
                id,
                told.getOrDefault(ABOUT, ""),
                told.getOrDefault("dead-key", ""),
                told.getOrDefault("dead-group", ""),
                told.getOrDefault("dead-reason", ""),
                told.getOrDefault("dead-error", ""),
                Integer.parseInt(told.getOrDefault("dead-deliveries", "0")),
                Instant.ofEpochMilli(Long.parseLong(told.getOrDefault("dead-time", "0"))),
                Reply.fields(words.subList(0, about)));
    }
}
