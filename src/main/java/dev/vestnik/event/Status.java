package dev.vestnik.event;

import java.util.Map;

/**
 * One of the configured statuses.
 *
 * @param name as events name it, e.g. {@code critical}
 * @param rank the order of urgency, the most urgent is the lowest
 * @param names the names shown to people, by language code ({@code ru}, {@code en})
 * @param opens whether an event opens an incident of its key
 * @param closes whether an event closes the incident of its key
 * @param wakes whether an event reaches people off duty if nobody is on duty for the area
 */
public record Status(
        String name, int rank, String emoji, Map<String, String> names, boolean opens, boolean closes, boolean wakes) {
    public Status {
        names = Map.copyOf(names);
    }

    /** The name shown to people; {@link #name} if there is none in this language. */
    public String nameIn(String language) {
        return names.getOrDefault(language, name);
    }
}
