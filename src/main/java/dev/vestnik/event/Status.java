package dev.vestnik.event;

import java.util.Map;

/**
 * One of the configured statuses.
 *
 * @param name as events name it, e.g. {@code critical}
 * @param rank the more urgent, the lower; digests are sorted by it
 * @param names what people see, by language code ({@code ru}, {@code en})
 * @param opens opens an incident of the event's key
 * @param closes closes it
 * @param wakes reaches people off duty when nobody is on duty for the area
 */
public record Status(
        String name, int rank, String emoji, Map<String, String> names, boolean opens, boolean closes, boolean wakes) {
    public Status {
        names = Map.copyOf(names);
    }

    /** What people see; {@link #name} if there is no name in this language. */
    public String nameIn(String language) {
        return names.getOrDefault(language, name);
    }
}
