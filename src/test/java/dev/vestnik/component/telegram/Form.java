package dev.vestnik.component.telegram;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A multipart/form-data request, read. */
record Form(Map<String, Part> parts) {
    private static final Pattern NAME = Pattern.compile("; name=\"([^\"]*)\"");
    private static final Pattern FILENAME = Pattern.compile("; filename=\"([^\"]*)\"");

    /** One field or file. */
    record Part(String filename, String content) {}

    static Form of(FakeBotApi.Call call) {
        String type = call.header("Content-Type");
        String boundary = type.replaceAll(".*boundary=\"?([^\";]+)\"?.*", "$1");
        String[] pieces = new String(call.body(), ISO_8859_1).split("--" + Pattern.quote(boundary), -1);
        Map<String, Part> parts = new TreeMap<>();
        for (int i = 1; i < pieces.length - 1; i++) {
            String piece = pieces[i];
            int end = piece.indexOf("\r\n\r\n");
            String head = utf8(piece.substring(0, end));
            String content = utf8(piece.substring(end + 4, piece.length() - 2));
            parts.put(found(NAME, head), new Part(found(FILENAME, head), content));
        }
        return new Form(parts);
    }

    String content(String name) {
        return parts.containsKey(name) ? parts.get(name).content() : "";
    }

    private static String found(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }
}
