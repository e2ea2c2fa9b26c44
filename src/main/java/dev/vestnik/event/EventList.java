package dev.vestnik.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Several events in one piece, as senders may give instead of one event: a JSON array, or NDJSON, one event a line. */
public final class EventList {
    private static final JsonFactory JSON = new JsonFactory();

    private EventList() {}

    /**
     * The elements of an array, or the lines of NDJSON (https://github.com/ndjson/ndjson-spec) without the blank ones, each
     * with its bytes unchanged; they are not validated, so that a broken line leaves the others as they are.
     *
     * @return empty if the bytes are neither: one event, an array without elements, or no JSON in UTF-8
     */
    public static List<byte[]> elements(byte[] raw) {
        return beginsLikeAnArray(raw) ? arrayElements(raw) : lines(raw);
    }

    /** The lines of NDJSON, of which the first is a whole JSON object; empty: the bytes are something else. */
    static List<byte[]> lines(byte[] raw) {
        int first = nextLine(raw, 0);
        int second = nextLine(raw, endOfLine(raw, first) + 1);
        // Almost all events are on one line, which is not read for this.
        if (second >= raw.length || !isObject(line(raw, first))) {
            return List.of();
        }
        List<byte[]> lines = new ArrayList<>();
        for (int from = first; from < raw.length; from = nextLine(raw, endOfLine(raw, from) + 1)) {
            lines.add(line(raw, from));
        }
        return lines;
    }

    /** Where the first line from here on begins that is not blank; the length: there is none. */
    private static int nextLine(byte[] raw, int from) {
        int begin = from;
        for (int at = from; at < raw.length; at++) {
            if (raw[at] == '\n') {
                begin = at + 1;
            } else if (!isBlank(raw[at])) {
                return begin;
            }
        }
        return raw.length;
    }

    private static int endOfLine(byte[] raw, int from) {
        int at = from;
        while (at < raw.length && raw[at] != '\n') {
            at++;
        }
        return at;
    }

    private static byte[] line(byte[] raw, int from) {
        int to = endOfLine(raw, from);
        return Arrays.copyOfRange(raw, from, raw[to - 1] == '\r' ? to - 1 : to);
    }

    private static boolean isObject(byte[] line) {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<byte[]> arrayElements(byte[] raw) {
        try (JsonParser parser = JSON.createParser(raw)) {
            List<byte[]> elements = new ArrayList<>();
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                // Reads a text or a number to its end.
                parser.getValueAsString();
                int to = (int) parser.currentLocation().getByteOffset();
                if (from < 0 || to <= from) {
                    return List.of();
                }
                elements.add(Arrays.copyOfRange(raw, from, to));
            }
            return parser.nextToken() == null ? elements : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static boolean beginsLikeAnArray(byte[] raw) {
        for (byte b : raw) {
            if (b == '[') {
                return true;
            }
            if (!isBlank(b)) {
                return false;
            }
        }
        return false;
    }
}
