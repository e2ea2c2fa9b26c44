package dev.vestnik.directory.load;

import java.util.regex.Pattern;

/**
 * An error of a new directory.
 *
 * @param place such as {@code people.csv}, {@code people.csv line 7} or {@code people[17].phone}
 * @param sentence the error and the correct form; it contains no phone and no name
 */
public record DirectoryProblem(String place, String sentence) {
    private static final int MAX_QUOTED = 40;

    /** Seven digits or more, also with blanks, brackets and hyphens; not an IP address. */
    private static final Pattern PHONE = Pattern.compile("(?:\\d[\\s\\u00a0()-]*){7}");

    /** A cell as a sentence quotes it: short, and without what may be a phone in the wrong column. */
    public static String quoted(String cell) {
        if (PHONE.matcher(cell).find()) {
            return "which looks like a phone number";
        }
        return "'" + (cell.length() <= MAX_QUOTED ? cell : cell.substring(0, MAX_QUOTED) + "…") + "'";
    }

    /** E.g. {@code people.csv line 7: …}. */
    @Override
    public String toString() {
        return place + ": " + sentence;
    }
}
