package dev.vestnik.directory.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the encoding of a text file: UTF-16 by its byte order mark, else UTF-8, else Windows-1251, in which Russian
 * spreadsheets save CSV by default.
 */
final class FileEncoding {
    private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");

    /** Punctuation of Russian text beyond ASCII. */
    private static final String PUNCTUATION = "«»№—–„“”’…\u00a0";

    /** A Latin letter beside a Cyrillic one, as in a word of Western Europe that is read as Windows-1251. */
    private static final Pattern MIXED = Pattern.compile("[a-zA-Z]\\p{IsCyrillic}|\\p{IsCyrillic}[a-zA-Z]");

    private FileEncoding() {}

    /** @return empty: the bytes are none of these encodings */
    static Optional<String> decode(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return decode(bytes, StandardCharsets.UTF_16);
        }
        Optional<String> unicode = decode(bytes, StandardCharsets.UTF_8);
        return unicode.isPresent() ? unicode : decode(bytes, WINDOWS_1251).filter(FileEncoding::isRussian);
    }

    private static Optional<String> decode(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the text beyond ASCII is Cyrillic, with more small letters than capitals. In a text in KOI8-R that is read as
     * Windows-1251, it is the other way round; one in CP866 has signs that no text has.
     */
    private static boolean isRussian(String text) {
        int small = 0;
        int capital = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 || PUNCTUATION.indexOf(c) >= 0) {
                continue;
            }
            if (Character.UnicodeScript.of(c) != Character.UnicodeScript.CYRILLIC) {
                return false;
            }
            if (Character.isLowerCase(c)) {
                small++;
            } else {
                capital++;
            }
        }
        return small > capital && !MIXED.matcher(text).find();
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
