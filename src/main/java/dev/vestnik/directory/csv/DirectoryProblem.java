package dev.vestnik.directory.csv;

import java.util.regex.Pattern;

/**
 * An error in a file of the directory.
 *
 * @param line counted from 1, including the header; 0: the whole file
 * @param sentence the error and the correct form; it contains no phone and no name
 */
public record DirectoryProblem(String file, int line, String sentence) {
    private static final int MAX_QUOTED = 40;

    /** Seven digits or more, also with blanks, brackets and hyphens; not an IP address. */
    private static final Pattern PHONE = Pattern.compile("(?:\\d[\\s\\u00a0()-]*){7}");

    static DirectoryProblem ofFile(String file, String sentence) {
        return new DirectoryProblem(file, 0, sentence);
    }

    /** A cell as a sentence quotes it: short, and without what may be a phone in the wrong column. */
    static String quoted(String cell) {
        if (PHONE.matcher(cell).find()) {
            return "which looks like a phone number";
        }
        return "'" + (cell.length() <= MAX_QUOTED ? cell : cell.substring(0, MAX_QUOTED) + "…") + "'";
    }

    /** E.g. {@code people.csv line 7: …}. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + sentence : file + " line " + line + ": " + sentence;
    }
}
