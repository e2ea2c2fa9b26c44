package dev.vestnik.source;

import java.util.Locale;

/** Counts what sources send. */
public interface SourceCounters {
    /** What became of a request, or of a message that waits for no answer. */
    enum Outcome {
        /** 202: all its events are in the stream. */
        ACCEPTED,
        /** 400: some of its events are in the stream, the others are invalid. */
        PARTLY_ACCEPTED,
        /** 400: nothing of it can be an event. */
        INVALID,
        /** The mapping says that the message is no event. */
        IGNORED,
        /** 401, or a sender that is not allowed. */
        UNAUTHORIZED,
        /** 413. */
        TOO_LARGE,
        /** 415. */
        UNSUPPORTED_TYPE,
        /** 429. */
        TOO_MANY,
        /** 503: Redis did not take its events; or not within the time that a message waits. */
        UNAVAILABLE;

        /** E.g. {@code partly_accepted}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The source is on; its counters begin at 0. */
    void begin(String source);

    void request(String source, Outcome outcome);

    void events(String source, int accepted, int refused);
}
