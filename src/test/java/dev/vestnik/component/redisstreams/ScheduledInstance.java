package dev.vestnik.component.redisstreams;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** One instance of a consumer within this JVM, behind a proxy of its own: its death is that nothing of it arrives any more. */
final class ScheduledInstance implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final TestProxy proxy;
    private final CamelContext context;
    private final RedisStreamsConsumer consumer;
    private boolean paused;

    ScheduledInstance(int redis, String uri, Processor processor) throws Exception {
        proxy = new TestProxy(redis);
        context = new DefaultCamelContext();
        context.disableJMX();
        context.getCamelContextExtension().setName("instance-" + NUMBERS.incrementAndGet());
        RedisStreamsComponent component = new RedisStreamsComponent();
        component.getConfiguration().setRedisUri(proxy.uri());
        component.getConfiguration().setKeyPrefix("t:");
        context.addComponent("redis-streams", component);
        context.getShutdownStrategy().setTimeout(2);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("redis-streams:" + uri).routeId("consumer").process(processor);
            }
        });
        context.start();
        consumer = (RedisStreamsConsumer) context.getRoute("consumer").getConsumer();
    }

    void pauseOrResume() {
        paused = !paused;
        if (paused) {
            proxy.hold();
        } else {
            proxy.release();
        }
    }

    void resume() {
        if (paused) {
            pauseOrResume();
        }
    }

    void cut() {
        proxy.cut();
    }

    void die() {
        proxy.kill();
    }

    /** An orderly end: what is in work is settled before. */
    void stop() {
        resume();
        context.stop();
    }

    RedisStreamsConsumer consumer() {
        return consumer;
    }

    /** How it stands, for the message of a failure. */
    @Override
    public String toString() {
        return "%s: connections %d, connected %s, in work %d, last round %d ms ago, problem '%s', done %d, robbed %d"
                .formatted(
                        context.getName(),
                        proxy.connections(),
                        consumer.isConnected(),
                        consumer.getInFlight(),
                        consumer.getLastPollAge(),
                        consumer.getProblem(),
                        consumer.getDone(),
                        consumer.getRobbed());
    }

    @Override
    public void close() {
        proxy.kill();
        context.stop();
        proxy.close();
    }
}
