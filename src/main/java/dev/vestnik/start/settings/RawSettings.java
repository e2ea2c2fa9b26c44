package dev.vestnik.start.settings;

import dev.vestnik.start.failure.StartRefusedException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings as text, before they are bound. An empty value counts as not given, because an unset line of an env file is
 * empty.
 */
public record RawSettings(Function<String, @Nullable String> lookup) {
    @Nullable
    public String optional(String name) {
        String value = lookup.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** @throws StartRefusedException where it is empty */
    public String required(String name) {
        String value = optional(name);
        if (value == null) {
            throw new StartRefusedException(name + " is empty, but must have a value.");
        }
        return value;
    }
}
