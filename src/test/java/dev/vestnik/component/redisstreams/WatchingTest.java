package dev.vestnik.component.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see of a consumer: MBean, meters, health. */
class WatchingTest extends RedisStreamsTest {
    private static final Set<String> COMMON = Set.of(
            "Connected",
            "LastPollAge",
            "Problem",
            "InFlight",
            "Delivered",
            "Redelivered",
            "Done",
            "Failed",
            "Claimed",
            "Dead",
            "DeadLetters",
            "Robbed",
            "DeletedWhilePending",
            "Expired",
            "Replay");

    private static double gauge(MeterRegistry registry, String name) {
        return registry.get("redis.streams." + name).gauge().value();
    }

    private static double counter(MeterRegistry registry, String name) {
        return registry.get("redis.streams." + name).functionCounter().count();
    }

    private static HealthCheck.Result health(CamelContext context) {
        HealthCheck check = consumer(context).getHealthCheck();
        assertThat(check.isReadiness()).isTrue();
        assertThat(check.isLiveness()).as("a restart would mend nothing").isFalse();
        return check.call();
    }

    @ParameterizedTest
    @CsvSource({
        "s?group=g, Lag LagKnown Pending OldestPending Trimmed TrimHeldBackBy TrimHeldBackAge",
        "s?keyed=true, Keys Due Overdue"
    })
    void theMBeanHasAllFigures(String uri, String own) throws Exception {
        CamelContext context = consume(uri + QUICK, exchange -> {});
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = jmx.queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=consumers,*"),
                        null)
                .iterator()
                .next();
        eventually(() -> assertThat(jmx.getAttribute(name, "Connected")).isEqualTo(true));
        for (String attribute : COMMON) {
            assertThat(jmx.getAttribute(name, attribute)).as(attribute).isNotNull();
        }
        for (String attribute : own.split(" ")) {
            assertThat(jmx.getAttribute(name, attribute)).as(attribute).isNotNull();
        }
    }

    @Test
    void theLagIsUnknownAfterADeletionAheadOfTheGroup() throws Exception {
        String first = add("s", 0);
        add("s", 1);
        redis.xgroupCreate(io.lettuce.core.XReadArgs.StreamOffset.from("t:s", "0"), "g");
        CountDownLatch go = new CountDownLatch(1);
        CamelContext context = consume("s?group=g&maxInFlight=1&visibility=10m&block=100", exchange -> {
            assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
        });
        GroupConsumer consumer = (GroupConsumer) consumer(context);
        eventually(() -> assertThat(consumer.getInFlight()).isEqualTo(1));
        eventually(() -> assertThat(consumer.getLag()).isEqualTo(1));
        assertThat(consumer.isLagKnown()).isTrue();
        add("s", 2);
        redis.xdel("t:s", add("s", 3));
        assertThat(first).isNotEmpty();
        eventually(() -> assertThat(consumer.isLagKnown()).isFalse());
        assertThat(consumer.getLag()).isEqualTo(-1);
        go.countDown();
    }

    @Test
    void metersOfAGroupAreThereWhileItRuns() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        IntStream.range(0, 5).forEach(n -> add("s", n));
        CountDownLatch go = new CountDownLatch(1);
        CamelContext context = consume(
                "s?group=g&maxInFlight=2&visibility=10m&block=100",
                exchange -> assertThat(go.await(20, TimeUnit.SECONDS)).isTrue(),
                prepared -> prepared.getRegistry().bind("metricsRegistry", registry));
        eventually(() -> assertThat(gauge(registry, "in.flight")).isEqualTo(2));
        eventually(() -> assertThat(gauge(registry, "pending")).isEqualTo(2));
        eventually(() -> assertThat(gauge(registry, "lag")).isEqualTo(3));
        assertThat(gauge(registry, "connected")).isEqualTo(1);
        assertThat(registry.get("redis.streams.lag").gauge().getId().getTag("group"))
                .isEqualTo("g");
        assertThat(registry.get("redis.streams.lag").gauge().getId().getTag("routeId"))
                .isEqualTo(context.getRoutes().get(0).getId());
        go.countDown();
        eventually(() -> assertThat(counter(registry, "done")).isEqualTo(5));
        context.stop();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void metersOfAKeyedStreamAreNotANumberWhileRedisIsAway() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        CamelContext context = consume("s?keyed=true" + QUICK, exchange -> {}, prepared -> prepared.getRegistry()
                .bind("any", registry));
        eventually(() -> assertThat(gauge(registry, "keys")).isZero());
        server.stop();
        try {
            eventually(() -> assertThat(gauge(registry, "keys")).isNaN());
            eventually(() -> assertThat(gauge(registry, "connected")).isZero());
        } finally {
            server.start();
            redis = server.connect();
        }
        eventually(() -> assertThat(consumer(context).isConnected()).isTrue());
        eventually(() -> assertThat(gauge(registry, "keys")).isZero());
    }

    @ParameterizedTest
    @CsvSource({"s?group=g, XREADGROUP", "s?group=g&lease=l, XPENDING", "s?keyed=true, HGET"})
    void aMissingRightToReadIsNamedInTheDetailsOfTheHealth(String uri, CommandType command) throws Exception {
        CamelContext context = consume(uri + QUICK, exchange -> {});
        eventually(() -> assertThat(health(context).getState()).isEqualTo(HealthCheck.State.UP));
        redis.aclSetuser("default", AclSetuserArgs.Builder.removeCommand(command));
        try {
            eventually(
                    () -> assertThat(String.valueOf(health(context).getDetails().get("reason")))
                            .containsIgnoringCase(command.name()));
        } finally {
            redis.aclSetuser("default", AclSetuserArgs.Builder.allCommands());
        }
        eventually(() -> assertThat(health(context).getState()).isEqualTo(HealthCheck.State.UP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s?group=g", "s?keyed=true"})
    void isNotReadyWhileRedisIsAwayAndSaysWhy(String uri) throws Exception {
        CamelContext context = consume(uri + QUICK, exchange -> {});
        eventually(() -> assertThat(health(context).getState()).isEqualTo(HealthCheck.State.UP));
        server.stop();
        try {
            eventually(() -> {
                HealthCheck.Result result = health(context);
                assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
                assertThat(result.getMessage().orElse("")).isNotBlank();
            });
        } finally {
            server.start();
            redis = server.connect();
        }
        eventually(() -> assertThat(health(context).getState()).isEqualTo(HealthCheck.State.UP));
    }

    @Test
    void needsNoMicrometer() throws Exception {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer"))
                .map(WatchingTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(loader);
            try {
                Object delivered = loader.loadClass(WithoutMicrometer.class.getName())
                        .getMethod("deliver", String.class)
                        .invoke(null, server.uri());
                assertThat(delivered).isEqualTo("delivered");
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    /** Runs in a class loader that has no Micrometer. */
    public static final class WithoutMicrometer {
        private WithoutMicrometer() {}

        public static String deliver(String uri) throws Exception {
            CountDownLatch delivered = new CountDownLatch(1);
            try (CamelContext context = new DefaultCamelContext()) {
                RedisStreamsComponent component = new RedisStreamsComponent();
                component.getConfiguration().setRedisUri(uri);
                context.addComponent("redis-streams", component);
                context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
                    @Override
                    public void configure() {
                        from("redis-streams:plain?group=g&block=100").process(exchange -> delivered.countDown());
                    }
                });
                context.start();
                eventually(() -> context.createProducerTemplate().sendBody("redis-streams:plain", Map.of("n", "1")));
                if (context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null) {
                    return "Micrometer is there";
                }
                return delivered.await(20, TimeUnit.SECONDS) ? "delivered" : "not delivered";
            }
        }
    }
}
