package dev.vestnik.component.redisstreams.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Internal to the component. Reads the nested lists that scripts return: bytes, numbers and lists. */
public final class ScriptReply {
    private ScriptReply() {}

    public static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(value);
    }

    public static int number(Object value) {
        return value instanceof Long number ? number.intValue() : Integer.parseInt(text(value));
    }

    public static long big(Object value) {
        return value instanceof Long number ? number : Long.parseLong(text(value));
    }

    @SuppressWarnings("unchecked")
    public static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    /** A map of field, value, field, value, in that order. */
    public static Map<String, byte[]> fields(Object value) {
        List<Object> flat = list(value);
        Map<String, byte[]> fields = new LinkedHashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            fields.put(text(flat.get(i)), (byte[]) flat.get(i + 1));
        }
        return fields;
    }

    public static List<String> texts(Object value) {
        return list(value).stream().map(ScriptReply::text).toList();
    }
}
