package dev.vestnik.component.redisstreams;

import dev.vestnik.component.redisstreams.RedisStreamsConfiguration.Operation;
import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.drain.ListDrain;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;

/** Write to and read from Redis Streams, with consumer groups or a small stream per key, and settle both atomically. */
@UriEndpoint(
        firstVersion = "4.17.0",
        scheme = "redis-streams",
        title = "Redis Streams",
        syntax = "redis-streams:stream",
        category = {Category.MESSAGING, Category.DATABASE},
        headersClass = RedisStreamsConstants.class)
public class RedisStreamsEndpoint extends DefaultEndpoint {
    @UriParam
    private RedisStreamsConfiguration configuration;

    RedisStreamsEndpoint(String uri, RedisStreamsComponent component, RedisStreamsConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        OptionChecks.checkProducer(configuration);
        return new RedisStreamsProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        OptionChecks.checkConsumer(configuration);
        if (configuration.getOperation() == Operation.drain) {
            ListConsumer draining = new ListConsumer(this, processor);
            configureConsumer(draining);
            return draining;
        }
        RedisStreamsConsumer consumer =
                configuration.isKeyed() ? new KeyedConsumer(this, processor) : new GroupConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public RedisStreamsComponent getComponent() {
        return (RedisStreamsComponent) super.getComponent();
    }

    /** The dead letters of the stream. */
    public DeadLetters deadLetters() {
        return new DeadLetters(connections(), getComponent().callbacks(), configuration.streamKey());
    }

    ListDrain listDrain() {
        return new ListDrain(
                connections(),
                configuration.getKeyPrefix() + configuration.getList(),
                configuration.streamKey(),
                configuration.getDrainLimit(),
                getComponent().callbacks());
    }

    Connections connections() {
        return getComponent().connections(configuration);
    }

    public RedisStreamsConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(RedisStreamsConfiguration configuration) {
        this.configuration = configuration;
    }
}
