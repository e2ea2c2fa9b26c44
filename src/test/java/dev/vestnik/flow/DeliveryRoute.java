package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.DeadLetters;
import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.component.redisstreams.RedisStreamsEndpoint;
import dev.vestnik.config.DeliveryConfiguration;
import dev.vestnik.config.settings.RouteSettingsConfiguration;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.delivery.Redispatch;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.event.Event;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.ledger.Ledger;
import dev.vestnik.ledger.LedgerBalance;
import dev.vestnik.ledger.LedgerBatch;
import dev.vestnik.ledger.LedgerReader;
import dev.vestnik.ops.SendingHealth;
import dev.vestnik.outbox.OutboxEntry;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.store.EventJson;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.UserService;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;

/** The shipped delivery routes and their beans on a real Redis, with a mock of Telegram; the routes are not started. */
final class DeliveryRoute implements AutoCloseable {
    private final RedisExtension redis;
    private final AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();
    private final ModelCamelContext camel;
    private final ProducerTemplate template;
    private final AtomicInteger refs = new AtomicInteger();

    @EnableConfigurationProperties(VestnikProperties.class)
    static class Settings {}

    DeliveryRoute(RedisExtension redis, Map<String, Object> settings) throws Exception {
        this.redis = redis;
        Map<String, Object> all = new HashMap<>(settings);
        all.put("vestnik.roles", "consumer");
        spring.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", all));
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yml"))
                .forEach(spring.getEnvironment().getPropertySources()::addLast);
        spring.registerBean(RedisClusterCommands.class, redis::commands);
        spring.registerBean(Keys.class, redis::keys);
        spring.registerBean(Clock.class, Clock::systemUTC);
        spring.registerBean(Statuses.class, () -> Samples.STATUSES);
        spring.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        spring.registerBean(DirectoryService.class, () -> new DirectoryService(redis.commands(), redis.keys(), true));
        spring.registerBean(
                UserService.class,
                () -> new UserService(redis.commands(), redis.keys(), Samples.STATUSES, Samples.CLOCK));
        spring.registerBean(
                CardStore.class,
                () -> new CardStore(redis.commands(), redis.keys(), Duration.ofDays(1), Duration.ofDays(8)));
        spring.registerBean(
                Redispatch.class,
                () -> (chat, entries) -> entries.stream()
                        .map(entry -> RedisWrite.append("again", Map.of("event", entry.event(), "without", "" + chat)))
                        .toList());
        spring.register(Settings.class, RouteSettingsConfiguration.class, DeliveryConfiguration.class);
        spring.refresh();
        spring.getBean(DirectoryService.class).replace(Samples.DIRECTORY);

        camel = new DefaultCamelContext(new DefaultRegistry(new ApplicationContextBeanRepository(spring)));
        // An MBean for each step would take most of the time of a test.
        camel.disableJMX();
        camel.getPropertiesComponent().addPropertiesSource(settings());
        RedisStreamsComponent streams = new RedisStreamsComponent();
        streams.getConfiguration().setRedisUri(redis.url());
        streams.getConfiguration().setKeyPrefix(redis.keys().prefix());
        camel.addComponent("redis-streams", streams);
        camel.addComponent("telegram", new MockComponent());
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(
                        ResourceHelper.resolveResource(camel, "file:routes/errors.camel.yaml"),
                        ResourceHelper.resolveResource(camel, "file:routes/event-delivery.camel.yaml"),
                        ResourceHelper.resolveResource(camel, "file:routes/admin-notices.camel.yaml"));
        camel.removeRouteDefinition(camel.getRouteDefinition("admin-notices"));
        camel.removeRouteDefinition(camel.getRouteDefinition("digest-ends"));
        camel.getRouteDefinition("event-delivery").autoStartup(false);
        camel.start();
        template = camel.createProducerTemplate();
    }

    /** The properties of the running service. */
    private PropertiesSource settings() {
        return new PropertiesSource() {
            @Override
            public String getName() {
                return "settings";
            }

            @Override
            public @Nullable String getProperty(String name) {
                return spring.getEnvironment().getProperty(name);
            }
        };
    }

    void start() throws Exception {
        camel.getRouteController().startRoute("event-delivery");
    }

    void stop() throws Exception {
        camel.getRouteController().stopRoute("event-delivery");
    }

    /** Replays all dead letters, as an operator does, and waits for the end. */
    void replayDeadLetters() throws Exception {
        camel.getEndpoint("redis-streams:outbox?keyed=true", RedisStreamsEndpoint.class)
                .deadLetters()
                .replayAll()
                .ended()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    MockEndpoint telegram() {
        return camel.getEndpoint("telegram:bots", MockEndpoint.class);
    }

    UserService users() {
        return spring.getBean(UserService.class);
    }

    LedgerReader ledger() {
        return new LedgerReader(redis.commands(), redis.keys(), users(), spring.getBean(DirectoryService.class));
    }

    LedgerBalance sum() {
        return LedgerBalance.read(redis.commands(), redis.keys());
    }

    /** The value of a counter. */
    double count(String meter, String tag, String value) {
        return spring.getBean(MeterRegistry.class)
                .get(meter)
                .tag(tag, value)
                .counter()
                .count();
    }

    String health() {
        return spring.getBean(SendingHealth.class).health().getStatus().getCode();
    }

    /** Stores the event and adds an outbox entry for the chat, as dispatch does, or for HANDOVER as going on duty does. */
    void put(long chat, Event event, OutboxEntry.Why why) {
        String ref = "ref-" + refs.incrementAndGet();
        OutboxEntry entry = new OutboxEntry(chat, ref, why);
        redis.commands().set(redis.keys().event(ref), EventJson.write(event));
        if (why != OutboxEntry.Why.HANDOVER) {
            LedgerBatch lines = spring.getBean(Ledger.class).newBatch();
            lines.recordDispatch(ref, event.id(), "routed", "", List.of(entry));
            lines.writes().forEach(redis::write);
        }
        template.sendBodyAndHeader(
                "redis-streams:outbox?keyed=true", entry.newEntry(), RedisStreamsConstants.KEY, Long.toString(chat));
    }

    /** Adds a text to the outbox. */
    void put(OutboxText text) {
        new RouteTextQueue(template).add(List.of(text));
    }

    DeadLetters deadLetters() {
        return camel.getEndpoint("redis-streams:outbox?keyed=true", RedisStreamsEndpoint.class)
                .deadLetters();
    }

    /** The ids of the chats with pending entries. */
    List<String> waiting() {
        return redis.commands().zrange(redis.keys().outbox() + ":due", 0, -1);
    }

    @Override
    public void close() throws Exception {
        camel.close();
        spring.close();
    }
}
