package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.client.Connections;
import io.lettuce.core.AbstractRedisClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;

/** Redis Streams for Camel: consumer groups, keyed streams, and writes that are settled together with their source entry. */
@Component("redis-streams")
public class RedisStreamsComponent extends HealthCheckComponent {
    /** The oldest Redis that compiles the component's scripts, which begin with {@code #!lua}. */
    public static final String OLDEST_REDIS = "7.0";

    @Metadata(description = "The options that endpoints begin with.")
    private RedisStreamsConfiguration configuration = new RedisStreamsConfiguration();

    private final Map<Object, Connections> connections = new ConcurrentHashMap<>();
    private final Map<Connections, Leases> leases = new ConcurrentHashMap<>();
    private @Nullable ExecutorService callbacks;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (remaining.isBlank()) {
            throw new IllegalArgumentException("redis-streams: needs the name of a stream, as in redis-streams:events");
        }
        parameters.forEach((option, value) -> DurationOptions.check("redis-streams:" + remaining, option, value));
        RedisStreamsConfiguration own = configuration.copy();
        own.setStream(remaining);
        RedisStreamsEndpoint endpoint = new RedisStreamsEndpoint(uri, this, own);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    public @Nullable PropertyConfigurer getComponentPropertyConfigurer() {
        PropertyConfigurer generated = super.getComponentPropertyConfigurer();
        return generated == null ? null : new CheckedConfigurer(generated);
    }

    /** The leases in the Redis of the component's own options. */
    public Leases leases() {
        return leases(configuration);
    }

    Leases leases(RedisStreamsConfiguration options) {
        return leases.computeIfAbsent(connections(options), Leases::new);
    }

    /** A pacer for messages that bypass a keyed stream. Rate and pace should be those of the consumer. */
    public Pacer pacer(Rate rate, KeyPace keyPace) {
        return new Pacer(connections(configuration), rate, keyPace);
    }

    Connections connections(RedisStreamsConfiguration options) {
        AbstractRedisClient client = options.getClient();
        return client != null
                ? connections.computeIfAbsent(client, known -> Connections.of(client))
                : connections.computeIfAbsent(
                        List.of(options.getRedisUri(), options.isCluster()),
                        known -> options.isCluster()
                                ? Connections.toCluster(options.getRedisUri())
                                : Connections.to(options.getRedisUri()));
    }

    /** The threads on which exchanges continue after a write: a thread of the connection must not block. */
    synchronized ExecutorService callbacks() {
        ExecutorService current = callbacks;
        if (current == null) {
            current = getCamelContext()
                    .getExecutorServiceManager()
                    .newThreadPool(
                            this,
                            "RedisStreamsCallback",
                            2,
                            Math.max(4, Runtime.getRuntime().availableProcessors()));
            callbacks = current;
        }
        return current;
    }

    /**
     * Closes the connections before a stop, because Redis does not answer: nothing waits for it any more. What is in work is
     * delivered again when its leases have expired.
     */
    public void disconnect() {
        connections.values().forEach(Connections::close);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        leases.values().forEach(Leases::close);
        leases.clear();
        if (callbacks != null) {
            getCamelContext().getExecutorServiceManager().shutdownGraceful(callbacks);
            callbacks = null;
        }
        connections.values().forEach(Connections::close);
        connections.clear();
    }

    public RedisStreamsConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(RedisStreamsConfiguration configuration) {
        this.configuration = configuration;
    }
}
