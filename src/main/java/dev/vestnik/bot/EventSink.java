package dev.vestnik.bot;

/** The one door by which events come in. */
@FunctionalInterface
public interface EventSink {
    /**
     * @param json an event as others send it
     */
    void accept(String json);
}
