package dev.vestnik.flow.source;

import com.schibsted.spt.data.jslt.JsltException;
import dev.vestnik.event.RejectedException;
import dev.vestnik.event.Rejection;
import dev.vestnik.event.Rejection.Reason;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says why a mapping has made no event of a body. */
public final class MappingFailure {
    /** Characters of a failure that are repeated. */
    private static final int MAX_REASON = 300;

    /** How the messages of JSLT's function {@code error} begin. */
    private static final String OWN_WORDS = "error: ";

    private static final Pattern PHONE = Pattern.compile("\\+?\\d{10,15}");

    /** What failures repeat of the body: texts in quotes, arguments, objects, arrays, what cannot be parsed, long numbers. */
    private static final Pattern DATA =
            Pattern.compile("\"[^\"]*\"?|(?<!\\w)'[^']*'?|(?<=\\()[^)]+(?=\\))|\\{.*}|\\[.*]|[{\\[].*"
                    + "|(?<=\\b(?:parse|timezone) ).*|\\d{5,}");

    private MappingFailure() {}

    /**
     * The rejection of the whole body.
     *
     * @param cause what the reader or the mapping threw; null: unknown
     */
    public static Rejection rejection(@Nullable Throwable cause) {
        if (cause instanceof RejectedException rejected) {
            return rejected.rejection();
        }
        if (!(cause instanceof JsltException mapping)) {
            return new Rejection(Reason.MAPPING_FAILED, "", failed(cause == null ? "unknown" : words(cause)));
        }
        String message = mapping.getMessageWithoutLocation();
        if (message.startsWith(OWN_WORDS)) {
            String words = PHONE.matcher(message.substring(OWN_WORDS.length())).replaceAll("…");
            return new Rejection(
                    Reason.REFUSED_BY_MAPPING, "", "The mapping refuses the body: " + line(words) + place(mapping));
        }
        return new Rejection(Reason.MAPPING_FAILED, "", failed(message) + place(mapping));
    }

    private static String words(Throwable cause) {
        String kind = cause.getClass().getSimpleName();
        String message = cause.getMessage();
        // The lines after the first one repeat what could not be read.
        return message == null
                ? kind
                : kind + ": " + message.lines().findFirst().orElse("");
    }

    private static String failed(String words) {
        return "The mapping cannot read the body: " + DATA.matcher(line(words)).replaceAll("…");
    }

    private static String line(String words) {
        String line = words.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…";
    }

    private static String place(JsltException mapping) {
        return mapping.getSource() == null ? "" : " (" + mapping.getSource() + ", line " + mapping.getLine() + ")";
    }
}
