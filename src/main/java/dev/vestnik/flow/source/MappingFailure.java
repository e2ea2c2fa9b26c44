package dev.vestnik.flow.source;

import com.schibsted.spt.data.jslt.JsltException;
import org.jspecify.annotations.Nullable;

/** Says why a mapping cannot read a body. */
public final class MappingFailure {
    /** Characters of a failure that are repeated. */
    private static final int MAX_REASON = 300;

    private MappingFailure() {}

    /** One sentence, without a full stop. */
    public static String sentence(@Nullable Throwable cause) {
        String words = cause instanceof JsltException mapping
                ? mapping.getMessageWithoutLocation() + place(mapping)
                : cause == null ? "unknown" : cause.getClass().getSimpleName();
        String line = words.replaceAll("\\p{Cntrl}+", " ");
        return "The mapping cannot read the body: "
                + (line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…");
    }

    private static String place(JsltException mapping) {
        return mapping.getSource() == null ? "" : " (" + mapping.getSource() + ", line " + mapping.getLine() + ")";
    }
}
