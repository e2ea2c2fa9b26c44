package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.StreamScript;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Counts messages that are sent to the target of a keyed stream without that stream, so that its consumers leave room for
 * them. It never makes a caller wait.
 */
public final class Pacer {
    private final Connections connections;
    private final Rate rate;
    private final KeyPace keyPace;

    /**
     * @param rate the rate of the consumer's endpoint
     * @param keyPace the key pace of the consumer's endpoint
     */
    Pacer(Connections connections, Rate rate, KeyPace keyPace) {
        this.connections = connections;
        this.rate = rate;
        this.keyPace = keyPace;
    }

    /** Counts one message to a key; {@code stream} is the full Redis key. */
    public CompletionStage<Long> count(String stream, String key) {
        return count(stream, key, 1);
    }

    /** Counts several messages. If the stage fails, they were not counted, and the caller need not do anything. */
    public CompletionStage<Long> count(String stream, String key, int permits) {
        KeyedKeys keyed = new KeyedKeys(stream);
        Rate pace = keyPace.of(key);
        ScriptArguments arguments = new ScriptArguments()
                .add(permits)
                .add(pace.interval())
                .add(pace.tolerance())
                .add(rate.interval())
                .add(rate.tolerance());
        try {
            return StreamScript.PACE_COUNT.number(
                    connections.shared(), new String[] {keyed.pace(key), keyed.rate()}, arguments);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
