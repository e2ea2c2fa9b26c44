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
 * What stands in the stream {@code rejected}: {@code ref} (the id it had in {@code events}), {@code reason}, {@code
 * field}, {@code sentence}, {@code size} in bytes, and what was sent: {@code raw} as text, or {@code raw-base64} where
 * the bytes are no UTF-8. Of more than {@link #MAX_RAW} bytes the beginning is kept.
 */
final class RejectedEntry {
    /** Bytes. */
    static final int MAX_RAW = 2 * 1024 * 1024;

    private RejectedEntry() {}

    static RedisWrite of(Keys keys, EventStreamEntry arrival, Rejection rejection, Instant now, Duration keep) {
        byte[] whole = bytes(arrival);
        List<String> command = new ArrayList<>(List.of(
                "XADD",
                keys.rejected(),
                "MINID",
                "~",
                Long.toString(Math.max(0, now.minus(keep).toEpochMilli())),
                "*",
                "ref",
                arrival.ref(),
                "reason",
                rejection.reason().label(),
                "field",
                rejection.field(),
                "sentence",
                rejection.sentence(),
                "size",
                Integer.toString(whole.length)));
        Map.Entry<String, String> raw = raw(whole.length <= MAX_RAW ? whole : Arrays.copyOf(whole, MAX_RAW));
        command.add(raw.getKey());
        command.add(raw.getValue());
        return new RedisWrite(command);
    }

    private static byte[] bytes(EventStreamEntry arrival) {
        if (arrival instanceof EventStreamEntry.Raw raw) {
            return raw.bytes();
        }
        Map<String, String> fields = arrival instanceof EventStreamEntry.Foreign foreign ? foreign.fields() : Map.of();
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
