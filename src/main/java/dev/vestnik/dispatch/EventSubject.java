package dev.vestnik.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * What a line of the log is about.
 *
 * @param event the sender's id of the event, or the id of its entry in the stream of events; null: it is about no event
 * @param key what the event is about; null: not known
 * @param incident the number of its incident; null: not known
 */
public record EventSubject(
        @Nullable String event,
        @Nullable String key,
        @Nullable Long incident) {}
