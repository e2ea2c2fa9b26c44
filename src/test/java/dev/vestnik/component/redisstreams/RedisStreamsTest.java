package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.StreamScript;
import dev.vestnik.component.redisstreams.group.GroupReplies;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tests against a real Redis have in common. */
public abstract class RedisStreamsTest {
    /** Options that make failures and deaths quick. */
    static final String QUICK = "&visibility=600&backoff=20&maxBackoff=50&block=100&leaseTime=600";

    @RegisterExtension
    protected static final TestRedis server = new TestRedis();

    protected RedisCommands<String, String> redis;
    private final List<CamelContext> contexts = new ArrayList<>();
    private final Set<RedisStreamsConsumer> consumers = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void emptyRedis() {
        redis = server.connect();
        redis.flushall();
    }

    @AfterEach
    void stopContexts() {
        contexts.forEach(CamelContext::stop);
        tally();
    }

    /** Tells what was given to consumers. */
    void tally() {
        consumers.forEach(consumer -> {
            long again = consumer.getRedelivered();
            Tally.add(consumer.getDelivered() - again, again);
        });
    }

    /** A figure that Redis tells of itself, of a section of INFO. */
    double info(String section, String name) {
        return redis.info(section)
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** A context of its own, so a consumer instance of its own. */
    CamelContext context() throws Exception {
        return context(server.uri());
    }

    CamelContext context(String redisUri) throws Exception {
        CamelContext context = new DefaultCamelContext();
        RedisStreamsComponent component = new RedisStreamsComponent();
        component.getConfiguration().setRedisUri(redisUri);
        component.getConfiguration().setKeyPrefix("t:");
        context.addComponent("redis-streams", component);
        context.getShutdownStrategy().setTimeout(5);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onRoutesAdd(Collection<Route> routes) {
                routes.stream()
                        .map(Route::getConsumer)
                        .filter(RedisStreamsConsumer.class::isInstance)
                        .forEach(consumer -> consumers.add((RedisStreamsConsumer) consumer));
            }
        });
        contexts.add(context);
        return context;
    }

    /** Starts a consumer of {@code uri}, without the scheme. */
    CamelContext consume(String uri, Processor processor) throws Exception {
        return consume(uri, processor, context -> {});
    }

    CamelContext consume(String uri, Processor processor, Consumer<CamelContext> prepare) throws Exception {
        return consume(server.uri(), uri, processor, prepare);
    }

    /** One whose way to Redis can be disturbed. */
    CamelContext consume(TestProxy proxy, String uri, Processor processor) throws Exception {
        return consume(proxy.uri(), uri, processor, context -> {});
    }

    CamelContext consume(String redisUri, String uri, Processor processor, Consumer<CamelContext> prepare)
            throws Exception {
        CamelContext context = context(redisUri);
        prepare.accept(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("redis-streams:" + uri).routeId("consumer").process(processor);
            }
        });
        context.start();
        return context;
    }

    static RedisStreamsConsumer consumer(CamelContext context) {
        return (RedisStreamsConsumer) context.getRoute("consumer").getConsumer();
    }

    protected static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }

    @SuppressWarnings("unchecked")
    static List<Message> batch(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    static List<String> values(Exchange exchange) {
        return batch(exchange).stream().map(RedisStreamsTest::value).toList();
    }

    @SuppressWarnings("unchecked")
    static String value(Message message) {
        return message.getBody() instanceof Map<?, ?> map
                ? String.valueOf(((Map<String, String>) map).get("n"))
                : message.getBody(String.class);
    }

    protected String add(String stream, int n) {
        return redis.xadd("t:" + stream, Map.of("n", Integer.toString(n)));
    }

    /** Adds to a keyed stream by the component's own script. */
    protected void addKeyed(Connections connections, String stream, String key, String value) {
        KeyedKeys keyed = new KeyedKeys("t:" + stream);
        StreamScript.KEYED_ADD
                .text(
                        connections.shared(),
                        new String[] {keyed.stream(key), keyed.due()},
                        ScriptArguments.of("t:" + stream, key, "n", value))
                .join();
    }

    List<io.lettuce.core.StreamMessage<String, String>> entries(String stream) {
        return redis.xrange("t:" + stream, io.lettuce.core.Range.unbounded());
    }

    /** Entries that the group has not read, or not acknowledged. */
    long left(String stream, String group) {
        long lag = GroupReplies.lag(server.bytes().xinfoGroups("t:" + stream), group);
        assertThat(lag).as("lag is known").isNotNegative();
        return lag + pending(stream, group);
    }

    protected long pending(String stream, String group) {
        return redis.xpending("t:" + stream, group).getCount();
    }
}
