package dev.vestnik.directory.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a CSV file and its separator.
 *
 * @param text without the line {@code sep=;}, by which spreadsheets state the separator
 * @param firstLine the number of the first line of the text
 */
record CsvText(String text, char separator, int firstLine) {
    /** Formatting characters (Unicode category Cf), which nobody sees: byte order marks, directions, zero-width blanks. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    /** Blanks that are not the ASCII one, e.g. the no-break space. */
    private static final Pattern BLANK = Pattern.compile("\\p{Z}");

    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("\"?sep=([,;\\t])\"?\\s*?(?:\\R|$)", Pattern.CASE_INSENSITIVE);

    /** @return empty: the bytes are not UTF-8 */
    static Optional<CsvText> decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String visible =
                    BLANK.matcher(INVISIBLE.matcher(text).replaceAll("")).replaceAll(" ");
            Matcher separator = SEPARATOR_LINE.matcher(visible);
            return Optional.of(
                    separator.lookingAt()
                            ? new CsvText(
                                    visible.substring(separator.end()),
                                    separator.group(1).charAt(0),
                                    2)
                            : new CsvText(visible, separator(visible), 1));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Semicolon if the header has more semicolons than commas, as in spreadsheets of many countries; else comma. */
    private static char separator(String text) {
        String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        long semicolons = header.chars().filter(c -> c == ';').count();
        long commas = header.chars().filter(c -> c == ',').count();
        return semicolons > commas ? ';' : ',';
    }
}
