package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.config.settings.RouteSettings;
import dev.vestnik.store.Keys;
import dev.vestnik.testing.RedisExtension;
import io.lettuce.core.Consumer;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the original bot did apart from its commands, done by the running Vestnik; each test names the parts of the
 * original that it shows. The table is docs/original.md.
 */
class OriginalBotIT {
    /** As the others, but kept from test to test: what runs here runs on. */
    @RegisterExtension
    static final KeptRedis REDIS = new KeptRedis();

    private static final Keys KEYS = new Keys("original");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long CHAT = 501;

    @TempDir
    static Path folder;

    private static RunningVestnik bot;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @BeforeAll
    static void bootstrap() {
        Path directory = RunningVestnik.directory(
                folder.resolve("directory"),
                List.of("+79160000501,Anna,north,operator,ru,"),
                List.of("north,Север"),
                List.of("10.1.0.0/16,north"));
        RedisCommands<String, String> redis = REDIS.redis().commands();
        redis.hset(KEYS.areas(), "left-over", "Left over");
        redis.hset(KEYS.ranges(), "10.99.0.0/16", "left-over");
        redis.xgroupCreate(StreamOffset.from(KEYS.events(), "0"), "dispatch", XGroupCreateArgs.Builder.mkstream());
        redis.xadd(KEYS.events(), Map.of("body", event("taken before the start", "critical")));
        redis.xreadgroup(Consumer.from("dispatch", "ghost"), StreamOffset.lastConsumed(KEYS.events()));
        bot = RunningVestnik.start(
                folder,
                "REDIS_URL=" + REDIS.redis().url(),
                "MICROSERVICE_BOT_NAME=" + KEYS.bot(),
                "FLUSH_CONSUMERS=true",
                "FLUSH_AREAS=true",
                "FLUSH_RANGEIPS=true",
                "consumerName=worker-7",
                "vestnik.directory.folder=" + directory,
                "vestnik.directory.interval=200",
                "vestnik.delivery.per-chat=unlimited",
                "vestnik.delivery.merge=false");
        bot.sandbox().addUser(CHAT, "Anna", "+79160000501", "ru");
        bot.sandbox().unlimited();
        bot.sandbox().shareOwnContact(CHAT);
        awaitText("Вы вошли");
        bot.sandbox().say(CHAT, "/poolon");
        awaitText("Вы заступили на дежурство");
    }

    @AfterAll
    static void stop() {
        bot.close();
    }

    @Test
    @DisplayName("start: the token is checked and the commands are registered in both languages")
    void start() {
        assertThat(bot.sandbox().counters().path("calls").path("getMe").asInt()).isPositive();
        assertThat(commands(CHAT)).contains("/poolon заступить на дежурство");
        bot.sandbox().addUser(502, "Clara", "+79160000502", "en");
        assertThat(commands(502)).contains("/poolon go on duty");
    }

    @Test
    @DisplayName("EventProducer.onModuleInit: the inbox is drained from the start")
    void eventProducerOnModuleInit() {
        assertThat(status(bot, "event-producer")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    @DisplayName("produceEvents: what others put into Redis is taken and processed, in its order")
    void produceEvents() {
        String one = push("critical");
        String two = push("warning");

        awaitText(one);
        awaitText(two);
        assertThat(redis().llen(KEYS.inbox())).isZero();
    }

    @Test
    @DisplayName("populateEvents: the tick does it again and again")
    void populateEvents() {
        assertThat(camel(bot).getRoute("event-producer").getEndpoint().getEndpointUri())
                .startsWith("quartz://vestnik/inbox")
                .contains("trigger.repeatInterval="
                        + bot.bean(RouteSettings.class).inboxIntervalMillis());
        for (int i = 0; i < 3; i++) {
            awaitText(push("info"));
        }
    }

    @Test
    @DisplayName("EventConsumer.onModuleInit, startConsumer: both consumers run, under the name that was given")
    void startConsumer() {
        assertThat(status(bot, "event-dispatch")).isEqualTo(ServiceStatus.Started);
        assertThat(status(bot, "event-delivery")).isEqualTo(ServiceStatus.Started);
        assertThat(consumers()).contains("worker-7");
    }

    @Test
    @DisplayName("createConsumerGroupIfNeeded: a group that is gone is there again, and nothing is lost")
    void createConsumerGroupIfNeeded() {
        redis().xgroupDestroy(KEYS.events(), "dispatch");

        awaitText(push("info"));
        assertThat(redis().xinfoGroups(KEYS.events()).toString()).contains("dispatch");
    }

    @Test
    @DisplayName("getMessagesFromStream, consumeEvents: what stands in the stream is read and acknowledged")
    void consumeEvents() {
        String title = "in the stream " + NUMBER.incrementAndGet();
        redis().xadd(KEYS.events(), Map.of("body", event(title, "info")));

        awaitText(title);
        Awaitility.await("acknowledged")
                .atMost(PATIENCE)
                .until(() -> redis().xpending(KEYS.events(), "dispatch").getCount() == 0);
    }

    @Test
    @DisplayName("processMessageQueue: one after another")
    void processMessageQueue() {
        List<String> titles = IntStream.range(0, 20).mapToObj(i -> push("info")).toList();

        awaitText(titles.get(titles.size() - 1));
        Pattern title = Pattern.compile("pushed \\d+\\.");
        List<String> seen = title.matcher(String.join("\n", bot.sandbox().texts(CHAT)))
                .results()
                .map(MatchResult::group)
                .filter(titles::contains)
                .toList();
        assertThat(seen).isEqualTo(titles);
    }

    @Test
    @DisplayName("sendTelegramMessage: a message of Telegram's, with its mark-up")
    void sendTelegramMessage() {
        String title = push("critical");

        awaitText(title);
        JsonNode message = bot.sandbox().messages(CHAT).stream()
                .filter(one -> one.path("text").asText().contains(title))
                .findFirst()
                .orElseThrow();
        assertThat(message.path("from").path("is_bot").asBoolean()).isTrue();
        assertThat(message.path("entities").findValuesAsText("type")).contains("bold");
    }

    @Test
    @DisplayName("deleteExistingConsumers, FLUSH_CONSUMERS: who is gone is removed, what they had taken is not lost")
    void deleteExistingConsumers() {
        Awaitility.await("removed").atMost(PATIENCE).until(() -> !consumers().contains("ghost"));
        assertThat(redis().xpending(KEYS.events(), "dispatch").getCount()).isZero();
        assertThat(redis().exists(KEYS.incident("taken before the start")))
                .as("what the ghost had taken is dispatched")
                .isOne();
    }

    @Test
    @DisplayName("bootstrap, FLUSH_AREAS, FLUSH_RANGEIPS: areas and ranges are loaded anew, then looked at from time to"
            + " time")
    void bootstrapLoadsTheData() {
        assertThat(redis().hkeys(KEYS.areas())).containsExactly("north");
        assertThat(redis().hkeys(KEYS.ranges())).containsExactly("10.1.0.0/16");
        assertThat(camel(bot).getRoute("directory-refresh").getEndpoint().getEndpointUri())
                .startsWith("quartz://vestnik/directory");
    }

    @Test
    @DisplayName("MICROSERVICE_BOT_NAME, TELEGRAM_BOT_TOKEN, consumerName: what is set is used")
    void settings() {
        assertThat(camel(bot).getName()).isEqualTo("original");
        assertThat(redis().keys("*")).isNotEmpty().allMatch(key -> key.startsWith("original:"));
        assertThat(redis().get(KEYS.telegramBot()))
                .isEqualTo(bot.setting("vestnik.telegram.token").split(":")[0]);
        assertThat(consumers()).contains("worker-7");
    }

    @Test
    @DisplayName("bootstrapWorker, cli:consumer, cli:consumers, EventConsumer.onModuleDestroy,"
            + " EventProducer.onModuleDestroy: one more process consumes, and leaves nothing behind when it stops")
    void oneMoreConsumer() throws Exception {
        RunningVestnik worker = RunningVestnik.start(
                folder.resolve("worker"),
                "vestnik.sandbox=false",
                "VESTNIK_ROLES=consumer",
                "REDIS_URL=" + REDIS.redis().url(),
                "MICROSERVICE_BOT_NAME=" + KEYS.bot(),
                "TELEGRAM_BASE_URI=http://127.0.0.1:" + bot.port(),
                "TELEGRAM_BOT_TOKEN=" + bot.setting("vestnik.telegram.token"),
                "consumerName=worker-8",
                "vestnik.directory.folder=" + folder.resolve("directory"));
        try {
            assertThat(status(worker, "event-delivery")).isEqualTo(ServiceStatus.Started);
            assertThat(status(worker, "telegram-commands")).isNull();
            assertThat(status(worker, "event-producer")).isNull();
            camel(bot).getRouteController().stopRoute("event-dispatch");
            camel(bot).getRouteController().stopRoute("event-delivery");

            awaitText(push("critical"));
        } finally {
            camel(bot).getRouteController().startRoute("event-dispatch");
            camel(bot).getRouteController().startRoute("event-delivery");
            worker.close();
        }
        assertThat(redis().xpending(KEYS.events(), "dispatch").getCount()).isZero();
        awaitText(push("critical"));
    }

    @Test
    @DisplayName(
            "FLUSH_AREAS, FLUSH_RANGEIPS, FLUSH_CONSUMERS of one more process on a live system under load: nothing is lost or"
                    + " repeated, nobody is logged out, and there is always a directory")
    void flushUnderLoad() {
        List<String> pushed = new ArrayList<>();
        AtomicBoolean started = new AtomicBoolean();
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> {
            int gaps = 0;
            // The sandbox keeps 500 messages of a chat.
            while (pushed.size() < 100 || !started.get() && pushed.size() < 300) {
                pushed.add(push("info"));
                gaps += redis().hlen(KEYS.areas()) == 1 && redis().hlen(KEYS.ranges()) == 1 ? 0 : 1;
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            return gaps;
        });
        RunningVestnik other = RunningVestnik.start(
                folder.resolve("flushing"),
                "vestnik.sandbox=false",
                "VESTNIK_ROLES=producer,consumer",
                "FLUSH_AREAS=true",
                "FLUSH_RANGEIPS=true",
                "FLUSH_CONSUMERS=true",
                "REDIS_URL=" + REDIS.redis().url(),
                "MICROSERVICE_BOT_NAME=" + KEYS.bot(),
                "TELEGRAM_BASE_URI=http://127.0.0.1:" + bot.port(),
                "TELEGRAM_BOT_TOKEN=" + bot.setting("vestnik.telegram.token"),
                "consumerName=worker-9",
                "vestnik.directory.folder=" + folder.resolve("directory"),
                "vestnik.delivery.per-chat=unlimited",
                "vestnik.delivery.merge=false");
        try {
            started.set(true);
            assertThat(load.join()).as("moments without a directory").isZero();
            awaitText(pushed.get(pushed.size() - 1));
            Awaitility.await("all settled")
                    .atMost(PATIENCE)
                    .until(() -> redis().xpending(KEYS.events(), "dispatch").getCount() == 0
                            && redis().zcard(KEYS.outbox() + ":due") == 0);
            String said = String.join("\n", bot.sandbox().texts(CHAT));
            assertThat(pushed).allSatisfy(title -> assertThat(said).containsOnlyOnce(title));
            assertThat(said).doesNotContain("больше нет в справочнике");
            assertThat(redis().hlen(KEYS.users())).isOne();
        } finally {
            other.close();
        }
        assertThat(consumers()).as("who lives stays").contains("worker-7");
    }

    private static String push(String status) {
        String title = "pushed " + NUMBER.incrementAndGet() + ".";
        redis().rpush(KEYS.inbox(), event(title, status));
        return title;
    }

    private static String event(String title, String status) {
        return "{\"status\":\"" + status + "\",\"title\":\"" + title + "\",\"id\":\"" + title
                + "\",\"ip\":\"10.1.0.7\"}";
    }

    private static void awaitText(String text) {
        Awaitility.await(text).atMost(PATIENCE).until(() -> bot.sandbox().texts(CHAT).stream()
                .anyMatch(said -> said.contains(text)));
    }

    private static List<String> commands(long chat) {
        List<String> lines = new ArrayList<>();
        bot.sandbox()
                .get("/sandbox/chats/" + chat)
                .path("commands")
                .forEach(command -> lines.add("/" + command.path("command").asText() + " "
                        + command.path("description").asText()));
        return lines;
    }

    private static String consumers() {
        return redis().xinfoConsumers(KEYS.events(), "dispatch").toString();
    }

    private static RedisCommands<String, String> redis() {
        return REDIS.redis().commands();
    }

    private static CamelContext camel(RunningVestnik vestnik) {
        return vestnik.bean(CamelContext.class);
    }

    private static ServiceStatus status(RunningVestnik vestnik, String route) {
        return camel(vestnik).getRouteController().getRouteStatus(route);
    }

    /** A Redis for the class, not emptied between its tests. */
    static final class KeptRedis implements BeforeAllCallback, AfterAllCallback {
        private final RedisExtension redis = new RedisExtension();

        RedisExtension redis() {
            return redis;
        }

        @Override
        public void beforeAll(ExtensionContext context) throws Exception {
            redis.beforeAll(context);
        }

        @Override
        public void afterAll(ExtensionContext context) throws Exception {
            redis.afterAll(context);
        }
    }
}
