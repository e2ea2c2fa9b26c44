package dev.vestnik.dispatch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Where an entry of the stream of events comes from, for those who search the sender of an invalid one.
 *
 * @param source the event's field {@code source}; {@code unknown} if it has none that can be read
 * @param route the route that accepted it; {@code unknown} if somebody else wrote it
 */
record EntryOrigin(String source, String route) {
    private static final String UNKNOWN = "unknown";
    private static final int MAX_SOURCE = 64;
    private static final JsonFactory JSON = new JsonFactory();

    static EntryOrigin of(EventStreamEntry entry) {
        return entry instanceof EventStreamEntry.Raw raw
                ? new EntryOrigin(source(raw.bytes()), raw.route())
                : new EntryOrigin(UNKNOWN, UNKNOWN);
    }

    /** Reads as far as the JSON is valid. */
    private static String source(byte[] bytes) {
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return UNKNOWN;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("source");
                if (parser.nextToken() == JsonToken.VALUE_STRING && found) {
                    return cut(parser.getText());
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            // The rejection says what is wrong.
        }
        return UNKNOWN;
    }

    private static String cut(String source) {
        String line = source.replaceAll("\\p{Cntrl}", " ").strip();
        return line.isEmpty() ? UNKNOWN : line.substring(0, Math.min(line.length(), MAX_SOURCE));
    }

    @Override
    public String toString() {
        return "source " + source + ", route " + route;
    }
}
