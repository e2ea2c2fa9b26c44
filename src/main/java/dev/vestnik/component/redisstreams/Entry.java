package dev.vestnik.component.redisstreams;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One entry of a stream.
 *
 * @param deliveries how many times it has been delivered, this time included
 * @param failures how many of these ended with a counted failure
 */
record Entry(String id, Map<String, byte[]> fields, int deliveries, int failures) {
    static List<String> ids(List<Entry> entries) {
        List<String> ids = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            ids.add(entry.id());
        }
        return ids;
    }
}
