package dev.vestnik.event;

import java.util.Locale;

/**
 * Why an event is invalid.
 *
 * @param field the name of the invalid field, e.g. {@code title}; empty: the whole event
 * @param sentence the error and the correct form, starting with the field; it contains no phone
 */
public record Rejection(Reason reason, String field, String sentence) {
    /** The kinds of error; their labels are those of a metric. */
    public enum Reason {
        /** The stream's entry is not a single field {@code body}. */
        NOT_AN_ENTRY,
        NOT_JSON,
        NOT_AN_OBJECT,
        TOO_LARGE,
        MISSING,
        UNKNOWN_STATUS,
        KEY_REQUIRED,
        /** The mapping of its source says so, by {@code error("…")}. */
        REFUSED_BY_MAPPING,
        /** The mapping of its source failed at it. */
        MAPPING_FAILED;

        /** E.g. {@code unknown_status}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rejection of an element of an array: its field becomes e.g. {@code events[2].title}. */
    Rejection inElement(int index) {
        String element = "events[" + index + "]";
        String where = field.isEmpty() ? element : element + "." + field;
        String rest = field.isEmpty() ? ": " + sentence : sentence.substring(field.length());
        return new Rejection(reason, where, where + rest);
    }
}
