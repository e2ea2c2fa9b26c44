package dev.vestnik.flow.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a form, as {@code sensor=Ping+1&status=Down}. */
final class FormFields {
    static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    /** A % that nobody has encoded. */
    private static final Pattern PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private FormFields() {}

    /**
     * The fields by name, in their order: a text, or a list of texts where a name stands more than once. It does not fail:
     * what is not encoded stands for itself, and a field without a value has an empty text.
     */
    static Map<String, Object> of(String form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String field : form.split("&")) {
            String[] parts = field.split("=", 2);
            if (!field.isEmpty()) {
                fields.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return fields.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        field -> field.getValue().size() == 1 ? field.getValue().get(0) : field.getValue(),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    /**
     * The form as strict readers, such as Camel, take it: with the same fields, but what was not encoded is, and each
     * field has an equals sign.
     */
    static byte[] repaired(byte[] form) {
        // Each byte is a character, whatever the charset of the form.
        return Arrays.stream(PERCENT.matcher(new String(form, StandardCharsets.ISO_8859_1))
                        .replaceAll("%25")
                        .split("&"))
                .filter(field -> !field.isEmpty())
                .map(field -> field.contains("=") ? field : field + "=")
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(PERCENT.matcher(text.strip()).replaceAll("%25"), StandardCharsets.UTF_8);
    }
}
