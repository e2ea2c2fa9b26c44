package dev.vestnik.component.redisstreams.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadRuntimeException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.TypeConverter;
import org.jspecify.annotations.Nullable;

/** Internal to the component. Converts a message body to the fields of an entry, and back. */
public final class EntryFields {
    private EntryFields() {}

    /** Field, value, field, value: the entries of a map; any other body is the single field {@code body}. */
    public static List<byte[]> of(@Nullable Object body, Exchange exchange) {
        List<byte[]> fields = new ArrayList<>();
        if (body instanceof Map<?, ?> map) {
            if (map.isEmpty()) {
                throw new IllegalArgumentException(
                        "An entry of a stream needs at least one field, but this map is empty");
            }
            map.forEach((field, value) -> {
                fields.add(String.valueOf(field).getBytes(UTF_8));
                fields.add(bytes(value, exchange));
            });
        } else {
            fields.add(RedisStreamsConstants.BODY_FIELD.getBytes(UTF_8));
            fields.add(bytes(body, exchange));
        }
        return fields;
    }

    public static List<byte[]> ofStrings(Map<String, String> map) {
        if (map.isEmpty()) {
            throw new IllegalArgumentException("An entry of a stream needs at least one field, but this map is empty");
        }
        List<byte[]> fields = new ArrayList<>();
        map.forEach((field, value) -> {
            fields.add(field.getBytes(UTF_8));
            fields.add(value.getBytes(UTF_8));
        });
        return fields;
    }

    /** The bytes if {@code body} is the only field, else a map of all fields as text. */
    public static Object body(Map<String, byte[]> fields) {
        byte[] single = fields.get(RedisStreamsConstants.BODY_FIELD);
        if (fields.size() == 1 && single != null) {
            return single;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((field, value) -> texts.put(field, new String(value, UTF_8)));
        return texts;
    }

    private static byte[] bytes(@Nullable Object value, Exchange exchange) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof String text) {
            return text.getBytes(UTF_8);
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof Enum<?>) {
            return value.toString().getBytes(UTF_8);
        }
        TypeConverter converter = exchange.getContext().getTypeConverter();
        byte[] converted = value == null ? null : convert(converter, exchange, value);
        if (converted == null) {
            throw new InvalidPayloadRuntimeException(exchange, byte[].class);
        }
        return converted;
    }

    private static byte @Nullable [] convert(TypeConverter converter, Exchange exchange, Object value) {
        try {
            return converter.convertTo(byte[].class, exchange, value);
        } catch (TypeConversionException e) {
            throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be written to a stream", e);
        }
    }
}
