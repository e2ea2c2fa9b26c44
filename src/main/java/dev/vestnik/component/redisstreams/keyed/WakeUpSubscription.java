package dev.vestnik.component.redisstreams.keyed;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.ScriptReply;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes to a channel and passes each message on, on a thread that must not wait; subscribes again after a lost
 * connection.
 */
final class WakeUpSubscription {
    private final Connections connections;
    private final String channel;
    private final Consumer<String> call;
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> subscription;

    WakeUpSubscription(Connections connections, String channel, Consumer<String> call) {
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
                call.accept(ScriptReply.text(message));
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
