package dev.vestnik.start.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.NoSuchElementException;

/** Finds the name that a misspelt name most probably stands for. */
public final class NearestName {
    private NearestName() {}

    /**
     * Returns the name with the smallest edit distance; of several the first in alphabetical order.
     *
     * @throws NoSuchElementException if there are no names
     */
    public static String of(String misspelt, Collection<String> names) {
        return names.stream()
                .min(Comparator.<String>comparingInt(name -> distance(misspelt, name))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** Levenshtein distance: how many characters must be inserted, deleted or replaced. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
