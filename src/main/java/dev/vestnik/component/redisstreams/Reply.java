package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the nested lists that scripts return: bytes, numbers and lists. */
final class Reply {
    private Reply() {}

    static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(value);
    }

    static int number(Object value) {
        return value instanceof Long number ? number.intValue() : Integer.parseInt(text(value));
    }

    static long big(Object value) {
        return value instanceof Long number ? number : Long.parseLong(text(value));
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    /** Field, value, field, value: as a map in that order. */
    static Map<String, byte[]> fields(Object value) {
        List<Object> flat = list(value);
        Map<String, byte[]> fields = new LinkedHashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            fields.put(text(flat.get(i)), (byte[]) flat.get(i + 1));
        }
        return fields;
    }

    static List<String> texts(Object value) {
        return list(value).stream().map(Reply::text).toList();
    }
}
