package dev.vestnik.bot;

/** Accepts events, as every source of events does. */
@FunctionalInterface
public interface EventSink {
    /** @param json an event in the format of external sources */
    void accept(String json);
}
