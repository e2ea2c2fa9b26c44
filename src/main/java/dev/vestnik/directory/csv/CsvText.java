package dev.vestnik.directory.csv;

import dev.vestnik.directory.load.CellText;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text of a CSV file and its separator.
 *
 * @param text without the line {@code sep=;}, by which spreadsheets state the separator
 * @param firstLine the number of the first line of the text
 */
record CsvText(String text, char separator, int firstLine) {
    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("\"?sep=([,;\\t])\"?\\s*?(?:\\R|$)", Pattern.CASE_INSENSITIVE);

    /** @return empty: the encoding of the bytes is not known, see {@link FileEncoding} */
    static Optional<CsvText> decode(byte[] bytes) {
        return FileEncoding.decode(bytes).map(CsvText::of);
    }

    private static CsvText of(String text) {
        String visible = CellText.visible(text);
        Matcher separator = SEPARATOR_LINE.matcher(visible);
        return separator.lookingAt()
                ? new CsvText(
                        visible.substring(separator.end()), separator.group(1).charAt(0), 2)
                : new CsvText(visible, separator(visible), 1);
    }

    /**
     * The one that the header has most: comma, or semicolon as in spreadsheets of many countries, or tab as in their "Unicode
     * text".
     */
    private static char separator(String text) {
        String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong((Character separator) ->
                                header.chars().filter(c -> c == separator).count())
                        .thenComparing(separator -> separator == ','))
                .orElseThrow();
    }
}
