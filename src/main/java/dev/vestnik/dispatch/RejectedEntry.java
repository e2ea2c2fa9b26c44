package dev.vestnik.dispatch;

import dev.vestnik.event.Rejection;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisJson;
import dev.vestnik.store.RedisWrite;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes an invalid event to the stream {@code rejected}. The fields: {@code ref} (its id in {@code events}), {@code
 * source} and {@code route} (where it comes from), {@code reason}, {@code field}, {@code sentence}, {@code size} in bytes,
 * and the bytes as {@code raw}, or as {@code raw-base64} if they are not UTF-8. Only the first {@link #MAX_RAW} bytes are kept.
 */
final class RejectedEntry {
    /** Bytes. */
    static final int MAX_RAW = 2 * 1024 * 1024;

    private RejectedEntry() {}

    static RedisWrite of(Keys keys, EventStreamEntry entry, Rejection rejection, Instant now, Duration retention) {
        byte[] bytes = bytes(entry);
        EntryOrigin origin = EntryOrigin.of(entry);
        List<String> command = new ArrayList<>(List.of(
                "XADD",
                keys.rejected(),
                "MINID",
                "~",
                Long.toString(Math.max(0, now.minus(retention).toEpochMilli())),
                "*",
                "ref",
                entry.ref(),
                "source",
                origin.source(),
                "route",
                origin.route(),
                "reason",
                rejection.reason().label(),
                "field",
                rejection.field(),
                "sentence",
                rejection.sentence(),
                "size",
                Integer.toString(bytes.length)));
        Map.Entry<String, String> raw = raw(bytes.length <= MAX_RAW ? bytes : Arrays.copyOf(bytes, MAX_RAW));
        command.add(raw.getKey());
        command.add(raw.getValue());
        return new RedisWrite(command);
    }

    private static byte[] bytes(EventStreamEntry entry) {
        if (entry instanceof EventStreamEntry.Raw raw) {
            return raw.bytes();
        }
        Map<String, String> fields =
                entry instanceof EventStreamEntry.Malformed malformed ? malformed.fields() : Map.of();
        return RedisJson.write(fields).getBytes(StandardCharsets.UTF_8);
    }

    private static Map.Entry<String, String> raw(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Map.entry("raw", text);
        } catch (CharacterCodingException e) {
            return Map.entry("raw-base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
