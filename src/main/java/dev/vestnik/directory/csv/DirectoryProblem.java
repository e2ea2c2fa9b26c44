package dev.vestnik.directory.csv;

/**
 * What is wrong with a file of the directory.
 *
 * @param line counted from 1, the header's included; 0: the whole file
 * @param sentence what is wrong and what would be right; it shows no phone and no name
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
