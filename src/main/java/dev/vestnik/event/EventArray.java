package dev.vestnik.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JSON array of events, as senders may give instead of one event. */
public final class EventArray {
    private static final JsonFactory JSON = new JsonFactory();

    private EventArray() {}

    /**
     * The elements of an array, each with its bytes unchanged; they are not validated.
     *
     * @return empty if the bytes are no JSON array in UTF-8, or one without elements
     */
    public static List<byte[]> elements(byte[] raw) {
        if (!beginsLikeAnArray(raw)) {
            return List.of();
        }
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

    private static boolean beginsLikeAnArray(byte[] raw) {
        for (byte b : raw) {
            if (b == '[') {
                return true;
            }
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return false;
    }
}
