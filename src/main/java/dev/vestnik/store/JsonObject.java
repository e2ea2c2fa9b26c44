package dev.vestnik.store;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of texts, written field by field: the same JSON as {@link RedisJson#write} makes of such a record, without the
 * many layers that find out about its components. For what is written with each event. For one thread.
 */
public final class JsonObject {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private final StringBuilder json = new StringBuilder(512);

    /** @param value written as its {@code toString} says; null: the field is left out */
    public JsonObject with(String name, @Nullable Object value) {
        if (value != null) {
            name(name);
            text(value.toString());
        }
        return this;
    }

    /** An array of these; of none the field is left out. */
    public JsonObject with(String name, Collection<String> values) {
        if (!values.isEmpty()) {
            name(name);
            char before = '[';
            for (String value : values) {
                json.append(before);
                text(value);
                before = ',';
            }
            json.append(']');
        }
        return this;
    }

    /** An object of these in the map's order; of none the field is left out. */
    public JsonObject with(String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            JsonObject object = new JsonObject();
            values.forEach(object::with);
            name(name);
            json.append(object);
        }
        return this;
    }

    /** The JSON. */
    @Override
    public String toString() {
        return json.isEmpty() ? "{}" : json + "}";
    }

    private void name(String name) {
        json.append(json.isEmpty() ? '{' : ',');
        text(name);
        json.append(':');
    }

    private void text(String value) {
        json.append('"');
        ENCODER.quoteAsString(value, json);
        json.append('"');
    }
}
