package dev.vestnik.source;

import java.util.Locale;

/** Counts what sources over HTTP send. */
public interface SourceCounters {
    /** What became of a request. */
    enum Outcome {
        /** 202: all its events are in the stream. */
        ACCEPTED,
        /** 400: some of its events are in the stream, the others are invalid. */
        PARTLY_ACCEPTED,
        /** 400: nothing of it can be an event. */
        INVALID,
        /** 401. */
        UNAUTHORIZED,
        /** 413. */
        TOO_LARGE,
        /** 415. */
        UNSUPPORTED_TYPE,
        /** 429. */
        TOO_MANY,
        /** 503: Redis did not take its events. */
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
