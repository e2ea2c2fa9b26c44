package dev.vestnik.component.redisstreams.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Internal to the component. One entry of a stream.
 *
 * @param deliveries how many times it has been delivered, this time included
 * @param failures how many of these ended with a counted failure
 */
public record StreamEntry(String id, Map<String, byte[]> fields, int deliveries, int failures) {
    public static List<String> ids(List<StreamEntry> entries) {
        List<String> ids = new ArrayList<>(entries.size());
        for (StreamEntry entry : entries) {
            ids.add(entry.id());
        }
        return ids;
    }
}
