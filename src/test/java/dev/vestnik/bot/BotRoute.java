package dev.vestnik.bot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.bot.scene.DirectoryNotices;
import dev.vestnik.bot.scene.SceneStore;
import dev.vestnik.component.redisstreams.RedisStreamsComponent;
import dev.vestnik.config.DeliveryConfiguration;
import dev.vestnik.config.NoticeConfiguration;
import dev.vestnik.config.bot.BotConfiguration;
import dev.vestnik.config.bot.CommandConfiguration;
import dev.vestnik.config.bot.IncidentButtonsConfiguration;
import dev.vestnik.config.duty.ShiftConfiguration;
import dev.vestnik.config.readiness.ReadinessConfiguration;
import dev.vestnik.config.settings.RouteSettingsConfiguration;
import dev.vestnik.config.settings.VestnikProperties;
import dev.vestnik.config.silence.SilenceConfiguration;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.event.Event;
import dev.vestnik.event.Statuses;
import dev.vestnik.flow.ProducerSteps;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentBatch;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.OwnerReminders;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.card.StormStore;
import dev.vestnik.incident.escalation.AreaEscalationPolicies;
import dev.vestnik.incident.escalation.EscalationPolicies;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.revision.RouteRevisions;
import dev.vestnik.revision.TakeBack;
import dev.vestnik.start.reload.RouteFolders;
import dev.vestnik.store.Keys;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;

/** The shipped route of the bot with its beans and a real Redis; only Telegram is a mock. */
final class BotRoute implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RedisExtension redis;
    private final AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();
    private final ModelCamelContext camel;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Map<Long, CommandMenu.Listing> menus = new ConcurrentHashMap<>();
    private int updates;

    @EnableConfigurationProperties(VestnikProperties.class)
    static class Settings {}

    BotRoute(RedisExtension redis) throws Exception {
        this(redis, Path.of("none"));
    }

    /** @param routes the folder of route files, and of their revisions in {@code revisions} below it */
    BotRoute(RedisExtension redis, Path routes) throws Exception {
        this.redis = redis;
        Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
        Map<String, Object> settings = Map.of("vestnik.roles", "bot,producer", "vestnik.inbox.interval", "1000s");
        spring.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", new HashMap<>(settings)));
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yml"))
                .forEach(spring.getEnvironment().getPropertySources()::addLast);
        camel = new DefaultCamelContext();
        // An MBean for each step would take most of the time of a test.
        camel.disableJMX();
        RedisStreamsComponent streams = new RedisStreamsComponent();
        streams.getConfiguration().setRedisUri(redis.url());
        streams.getConfiguration().setKeyPrefix(redis.keys().prefix());
        camel.addComponent("redis-streams", streams);
        camel.addComponent("telegram", new MockComponent());
        spring.registerBean(RedisClusterCommands.class, redis::commands);
        spring.registerBean(Keys.class, redis::keys);
        spring.registerBean(Clock.class, () -> clock);
        spring.registerBean(Statuses.class, () -> Samples.STATUSES);
        spring.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        spring.registerBean(DirectoryService.class, () -> new DirectoryService(redis.commands(), redis.keys(), true));
        spring.registerBean(DirectoryRefusals.class, () -> new DirectoryRefusals(redis.commands(), redis.keys()));
        spring.registerBean(
                UserService.class,
                () -> new UserService(redis.commands(), redis.keys(), Samples.STATUSES, Samples.CLOCK));
        spring.registerBean(
                IncidentStore.class,
                () -> new IncidentStore(redis.commands(), redis.keys(), Duration.ofDays(7), clock));
        spring.registerBean(
                IncidentOwners.class,
                () -> new IncidentOwners(
                        redis.commands(), redis.keys(), spring.getBean(EscalationPolicies.class), Acts.NONE, clock));
        spring.registerBean(
                EscalationPolicies.class,
                () -> new AreaEscalationPolicies(Samples.ESCALATION, spring.getBean(DirectoryService.class)::current));
        spring.registerBean(
                OwnerReminders.class,
                () -> new OwnerReminders(
                        redis.commands(),
                        redis.keys(),
                        spring.getBean(IncidentOwners.class),
                        Samples.ESCALATION,
                        clock));
        spring.registerBean(
                IncidentHistory.class, () -> new IncidentHistory(redis.commands(), redis.keys(), Acts.NONE));
        spring.registerBean(
                CardStore.class,
                () -> new CardStore(redis.commands(), redis.keys(), Duration.ofDays(7), Duration.ofDays(7)));
        RouteRevisions revisions = new RouteRevisions(routes.resolve("revisions"), clock);
        spring.registerBean(RouteRevisions.class, () -> revisions);
        spring.registerBean(
                TakeBack.class,
                () -> new TakeBack(revisions, new RouteFolders("file:" + routes + "/*.camel.yaml")::texts));
        spring.registerBean(StormStore.class, () -> new StormStore(redis.commands(), redis.keys(), Duration.ofDays(7)));
        spring.registerBean(RedisStreamsComponent.class, () -> streams);
        spring.registerBean(ChatMenu.class, () -> new ChatMenu() {
            @Override
            public void show(long chat, CommandMenu.Listing listing) {
                menus.put(chat, listing);
            }

            @Override
            public void forget(long chat) {
                menus.remove(chat);
            }
        });
        spring.registerBean("producerSteps", ProducerSteps.class);
        spring.registerBean(ProducerTemplate.class, () -> camel.createProducerTemplate());
        spring.register(
                Settings.class,
                RouteSettingsConfiguration.class,
                DeliveryConfiguration.class,
                NoticeConfiguration.class,
                BotConfiguration.class,
                CommandConfiguration.class,
                IncidentButtonsConfiguration.class,
                ShiftConfiguration.class,
                ReadinessConfiguration.class,
                SilenceConfiguration.class);
        spring.refresh();
        camel.getCamelContextExtension().setRegistry(new DefaultRegistry(new ApplicationContextBeanRepository(spring)));
        list(Samples.DIRECTORY);
        spring.getBean(BotIdentity.class).known(77, "vestnik_bot");

        for (String file : new String[] {
            "errors",
            "telegram-commands",
            "telegram-buttons",
            "telegram-groups",
            "telegram-replies",
            "conversation-requests",
            "event-producer",
            "admin-notices",
            "duty-end",
            "drills",
            "cards"
        }) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveResource(camel, "file:routes/" + file + ".camel.yaml"));
        }
        camel.removeRouteDefinition(camel.getRouteDefinition("event-producer"));
        camel.removeRouteDefinition(camel.getRouteDefinition("inbox"));
        camel.removeRouteDefinition(camel.getRouteDefinition("admin-notices"));
        AdviceWith.adviceWith(camel, "duty-end", advice -> advice.replaceFromWith("direct:duty-end"));
        AdviceWith.adviceWith(camel, "drills", advice -> advice.replaceFromWith("direct:drills"));
        camel.removeRouteDefinition(camel.getRouteDefinition("cards-tick"));
        AdviceWith.adviceWith(camel, "telegram-commands", advice -> advice.replaceFromWith("direct:updates"));
        camel.start();
    }

    /** Lets time pass, then ends duties and drills in time. */
    void passes(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        camel.createFluentProducerTemplate().to("direct:duty-end").send();
        camel.createFluentProducerTemplate().to("direct:drills").send();
    }

    /** Replaces the directory. */
    void list(Directory directory) {
        spring.getBean(DirectoryService.class).replace(directory);
    }

    /** The list of commands that was set for this chat alone; null: it has that of all chats. */
    CommandMenu.@Nullable Listing menu(long chat) {
        return menus.get(chat);
    }

    <T> T bean(Class<T> type) {
        return spring.getBean(type);
    }

    Clock clock() {
        return spring.getBean(Clock.class);
    }

    Exchange exchange() {
        return new DefaultExchange(camel);
    }

    Directory directory() {
        return spring.getBean(DirectoryService.class).current();
    }

    DirectoryNotices directoryNotices() {
        return spring.getBean(DirectoryNotices.class);
    }

    UserService users() {
        return spring.getBean(UserService.class);
    }

    User user(long chat) {
        return users().byChat(chat).orElseThrow();
    }

    IncidentNews news() {
        return spring.getBean(IncidentNews.class);
    }

    OwnerReminders reminders() {
        return spring.getBean(OwnerReminders.class);
    }

    /** What the bot says on its own. */
    void says(List<? extends Reply> replies) {
        camel.createProducerTemplate().sendBody("direct:replies", replies);
    }

    SceneStore scenes() {
        return spring.getBean(SceneStore.class);
    }

    IncidentStore incidents() {
        return spring.getBean(IncidentStore.class);
    }

    /** Creates an incident that was opened {@code age} ago. */
    void open(String key, String status, String title, @Nullable String area, Duration age) {
        happens(key, status, title, area, List.of(), age);
    }

    /** Applies an event that happened {@code age} ago to the incident of this key. */
    void happens(String key, String status, String title, @Nullable String area, List<String> to, Duration age) {
        List<Incident> current = incidents().find(key).map(List::of).orElse(List.of());
        IncidentBatch batch =
                new IncidentBatch(redis.keys(), Duration.ofDays(7), Samples.ESCALATION, lastNumber(), current);
        Event event = new Event(key, key, status, title, null, null, area, to, NOW, null, null, null, Map.of());
        batch.apply(key, event, Samples.STATUSES.named(status).orElseThrow(), "ref-" + key, area, NOW.minus(age));
        batch.writes(NOW.minus(age)).forEach(redis::write);
    }

    /** The name of the owner of the incident of this key; empty: nobody. */
    String owner(String key) {
        return spring.getBean(IncidentOwners.class).owner(key).map(Owner::name).orElse("");
    }

    /** What became of the incident of this key: what, by whom, and what more there is to say. */
    List<String> history(String key) {
        return spring.getBean(IncidentHistory.class).of(key).stream()
                .map(BotRoute::line)
                .toList();
    }

    private static String line(HistoryEntry entry) {
        return Stream.of(entry.kind().toString(), entry.who(), entry.text())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    /** This message of a chat is the card of the incident of this key. */
    void card(String key, long chat, long message) {
        redis.commands().set(redis.keys().cardMessage(chat, message), key);
    }

    /** This chat has a card of the incident of this key. */
    void showCard(String key, long chat) {
        redis.commands().hset(redis.keys().cards(key), Long.toString(chat), "{}");
    }

    /** The keys of the incidents whose cards in this chat will be edited. */
    List<String> editedCards(long chat) {
        return lateReplies(chat).stream()
                .filter(text -> text.kind().equals(OutboxText.CARD))
                .map(OutboxText::html)
                .toList();
    }

    /** Adds the outdated cards, and the copies of new incidents for groups, to the outbox. */
    void refreshCards() {
        camel.createProducerTemplate().sendBody("direct:refresh-cards", null);
    }

    /** The keys of the incidents whose cards this chat has asked for. */
    List<String> requestedCards(long chat) {
        return lateReplies(chat).stream()
                .filter(text -> text.kind().equals(OutboxText.NEW_CARD))
                .map(OutboxText::html)
                .toList();
    }

    /** The requests to close incidents that wait for dispatch. */
    List<ClosingRequest> closingRequests() {
        return redis.commands().xrange(redis.keys().events(), Range.unbounded()).stream()
                .flatMap(entry -> ClosingRequest.of(entry.getBody()).stream())
                .toList();
    }

    private long lastNumber() {
        String number = redis.commands().get(redis.keys().lastIncidentNumber());
        return number == null ? 0 : Long.parseLong(number);
    }

    /** The event references that were handed over to this chat. */
    List<String> handedOver(long chat) {
        return redis.commands().xrange(redis.keys().outbox() + ":" + chat, Range.unbounded()).stream()
                .map(StreamMessage::getBody)
                .filter(fields -> List.of("HANDOVER", "MISSED").contains(fields.get("why")))
                .map(fields -> fields.get("event"))
                .toList();
    }

    /** The texts that wait in the outbox of this chat. */
    List<OutboxText> lateReplies(long chat) {
        return redis.commands().xrange(redis.keys().outbox() + ":" + chat, Range.unbounded()).stream()
                .filter(entry -> OutboxText.isText(entry.getBody()))
                .map(entry -> OutboxText.of(chat, entry.getBody()))
                .toList();
    }

    /** The events that were sent to {@code direct:accept}. */
    List<JsonNode> accepted() {
        return redis.commands().xrange(redis.keys().events(), Range.unbounded()).stream()
                .filter(entry -> entry.getBody().containsKey("body"))
                .map(entry -> json(entry.getBody().getOrDefault("body", "")))
                .toList();
    }

    /** Sets how Telegram answers all calls. */
    void telegramDoes(Processor answer) {
        telegram().whenAnyExchangeReceived(answer);
    }

    MockEndpoint telegram() {
        return camel.getEndpoint("telegram:bots", MockEndpoint.class);
    }

    /** Routes one update, and returns its exchange afterwards. */
    Exchange update(String json) {
        return camel.createFluentProducerTemplate()
                .to("direct:updates")
                .withBody("{\"update_id\":" + ++updates + "," + json.strip().substring(1))
                .send();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    /** Logged in, and reads Russian. */
    ChatUser anna() {
        return loggedIn(1001, "ru", Samples.ANNA);
    }

    /** Logged in, and reads Russian. */
    ChatUser boris() {
        return loggedIn(1002, "ru", Samples.BORIS);
    }

    /** An administrator, logged in, who reads English. */
    ChatUser clara() {
        return loggedIn(1003, "en", Samples.CLARA);
    }

    ChatUser loggedIn(long chat, String language, Person person) {
        ChatUser user = new ChatUser(this, chat, language);
        user.sharesOwn(person.phone());
        return user;
    }

    @Override
    public void close() {
        camel.stop();
        spring.close();
    }
}
