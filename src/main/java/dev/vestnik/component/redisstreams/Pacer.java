package dev.vestnik.component.redisstreams;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Counts what is sent to the target of a keyed stream past that stream, so that its consumers leave room for it. Nothing is
 * ever made to wait.
 */
public final class Pacer {
    private final Connections connections;
    private final Rate rate;
    private final KeyPace keyPace;

    /**
     * @param rate that of the consumer's endpoint
     * @param keyPace that of the consumer's endpoint
     */
    Pacer(Connections connections, Rate rate, KeyPace keyPace) {
        this.connections = connections;
        this.rate = rate;
        this.keyPace = keyPace;
    }

    /** Counts one that was sent to a key; {@code stream} is the full Redis name. */
    public CompletionStage<Long> count(String stream, String key) {
        return count(stream, key, 1);
    }

    /** Counts several; a stage that fails means that they were not counted, and asks for nothing. */
    public CompletionStage<Long> count(String stream, String key, int permits) {
        KeyedStream keyed = new KeyedStream(stream);
        Rate pace = keyPace.of(key);
        Args arguments = new Args()
                .add(permits)
                .add(pace.interval())
                .add(pace.tolerance())
                .add(rate.interval())
                .add(rate.tolerance());
        try {
            return Script.PACE_COUNT.number(
                    connections.shared(), new String[] {keyed.pace(key), keyed.rate()}, arguments);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
