package dev.vestnik.component.redisstreams;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls with whatever is published on a channel, on a thread that must not wait; subscribes again after a lost
 * connection.
 */
final class WakeUp {
    private final Connections connections;
    private final String channel;
    private final Consumer<String> call;
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> subscription;

    WakeUp(Connections connections, String channel, Consumer<String> call) {
        this.connections = connections;
        this.channel = channel;
        this.call = call;
    }

    synchronized void subscribe() throws Exception {
        StatefulRedisPubSubConnection<String, byte[]> current = subscription;
        if (current != null && current.isOpen()) {
            return;
        }
        close();
        current = connections.subscriber();
        current.addListener(new RedisPubSubAdapter<String, byte[]>() {
            @Override
            public void message(String from, byte[] message) {
                call.accept(Reply.text(message));
            }
        });
        subscription = current;
        try {
            current.async().subscribe(channel).get(Connections.COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    synchronized void close() {
        if (subscription != null) {
            var unused = subscription.closeAsync();
            subscription = null;
        }
    }
}
