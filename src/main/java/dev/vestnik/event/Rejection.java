package dev.vestnik.event;

import java.util.Locale;

/**
 * Why something is no event.
 *
 * @param field where: the name of the field, e.g. {@code to[1]}; empty: the whole
 * @param sentence what is wrong and what would be right, beginning with the field; it shows no phone
 */
public record Rejection(Reason reason, String field, String sentence) {
    /** The kinds of fault; also the label of a metric, see {@link #label}. */
    public enum Reason {
        /** Not one field {@code body} in the stream's entry. */
        NOT_AN_ENTRY,
        NOT_JSON,
        NOT_AN_OBJECT,
        TOO_LARGE,
        MISSING,
        WRONG_TYPE,
        TOO_LONG,
        UNKNOWN_STATUS,
        KEY_REQUIRED,
        BAD_IP,
        BAD_PHONE,
        BAD_TIME,
        BAD_DURATION,
        BAD_URL;

        /** E.g. {@code unknown_status}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same, said of an element of an array: its field becomes e.g. {@code events[2].title}. */
    Rejection inElement(int index) {
        String element = "events[" + index + "]";
        String where = field.isEmpty() ? element : element + "." + field;
        String rest = field.isEmpty() ? ": " + sentence : sentence.substring(field.length());
        return new Rejection(reason, where, where + rest);
    }
}
