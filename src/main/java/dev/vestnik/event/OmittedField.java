package dev.vestnik.event;

/**
 * An optional field that could not be used, or only in part; the event was kept without it.
 *
 * @param field the name of the field, e.g. {@code url} or {@code labels.host}
 * @param value what was sent instead of a right value, shortened; empty where it must not be shown
 */
public record OmittedField(String field, String value) {}
