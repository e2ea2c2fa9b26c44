package dev.vestnik.revision;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A version of the route files that was in force.
 *
 * @param number 1 for the first one, never given twice
 * @param since when it was put in force
 * @param files all files of it: their text by their path
 * @param changes what differs from the revision before; empty: it is the first one that was kept
 */
public record Revision(int number, Instant since, Map<String, String> files, FileChanges changes) {
    public Revision {
        files = Map.copyOf(files);
    }

    /** What differs from the revision before, line by line; empty for the first one. */
    String difference(Map<String, String> before) {
        StringBuilder text = new StringBuilder();
        Map<String, String> sorted = new TreeMap<>(before);
        sorted.putAll(files);
        for (String file : sorted.keySet()) {
            String old = before.getOrDefault(file, "");
            String young = files.getOrDefault(file, "");
            if (!old.equals(young)) {
                text.append(file).append('\n').append(LineDifference.between(old, young));
            }
        }
        return text.toString();
    }
}
