package dev.vestnik.source.syslog;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text that is read from its beginning to its end. */
final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    /** Goes behind what matches here; null: it does not match. */
    @Nullable
    MatchResult take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher.toMatchResult();
    }

    boolean startsWith(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length()).lookingAt();
    }

    /** Goes behind all of these characters. */
    void skip(String characters) {
        while (!atEnd() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The character here; not at the end. */
    char next() {
        return text.charAt(at++);
    }

    boolean isAt(char c) {
        return !atEnd() && text.charAt(at) == c;
    }

    String remaining() {
        return text.substring(at);
    }
}
