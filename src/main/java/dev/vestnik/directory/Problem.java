package dev.vestnik.directory;

/**
 * What is wrong with a file of the directory.
 *
 * @param line counted from 1, the header's included; 0: the whole file
 * @param sentence what is wrong and what would be right; it shows no phone and no name
 */
public record Problem(String file, int line, String sentence) {
    static Problem ofFile(String file, String sentence) {
        return new Problem(file, 0, sentence);
    }

    /** E.g. {@code people.csv line 7: …}. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + sentence : file + " line " + line + ": " + sentence;
    }
}
