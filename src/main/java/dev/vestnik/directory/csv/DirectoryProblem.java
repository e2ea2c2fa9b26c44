package dev.vestnik.directory.csv;

/**
 * An error in a file of the directory.
 *
 * @param line counted from 1, including the header; 0: the whole file
 * @param sentence the error and the correct form; it contains no phone and no name
 */
public record DirectoryProblem(String file, int line, String sentence) {
    static DirectoryProblem ofFile(String file, String sentence) {
        return new DirectoryProblem(file, 0, sentence);
    }

    /** E.g. {@code people.csv line 7: …}. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + sentence : file + " line " + line + ": " + sentence;
    }
}
