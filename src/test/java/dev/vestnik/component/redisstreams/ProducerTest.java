package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProducerTest extends RedisStreamsTest {
    private CamelContext context;
    private ProducerTemplate template;

    @BeforeEach
    void startCamel() throws Exception {
        context = context();
        context.start();
        template = context.createProducerTemplate();
    }

    @Test
    void writesAStringAsTheFieldBody() {
        Exchange sent = template.request("redis-streams:s", e -> e.getMessage().setBody("Ошибка"));
        assertThat(entries("s")).singleElement().satisfies(entry -> {
            assertThat(entry.getBody()).containsExactlyEntriesOf(Map.of("body", "Ошибка"));
            assertThat(entry.getId()).isEqualTo(sent.getMessage().getHeader(RedisStreamsConstants.ID));
        });
    }

    @Test
    void writesBytesAsTheyAre() {
        byte[] bytes = {0, (byte) 0xff, 10, (byte) 0xc3};
        template.sendBody("redis-streams:s", bytes);
        assertThat(server.bytes()
                        .xrange("t:s", io.lettuce.core.Range.unbounded())
                        .get(0)
                        .getBody())
                .containsEntry("body", bytes);
    }

    @Test
    void writesAMapAsFields() {
        template.sendBody("redis-streams:s", Map.of("n", 7, "text", "x"));
        assertThat(entries("s").get(0).getBody()).containsEntry("n", "7").containsEntry("text", "x");
    }

    @Test
    void writesEachElementOfAList() {
        List<String> bodies =
                IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        Exchange sent = template.request("redis-streams:s", e -> e.getMessage().setBody(bodies));
        assertThat(entries("s")).extracting(e -> e.getBody().get("body")).containsExactlyElementsOf(bodies);
        assertThat(sent.getMessage().getHeader(RedisStreamsConstants.ID, List.class))
                .hasSize(500);
    }

    @Test
    void writesALongListInItsOrder() {
        List<String> bodies = IntStream.range(0, 6000)
                .mapToObj(n -> n + "x".repeat(n % 1000 == 0 ? 300_000 : 1))
                .toList();
        Exchange sent = template.request("redis-streams:s", e -> e.getMessage().setBody(bodies));
        assertThat(entries("s")).extracting(e -> e.getBody().get("body")).containsExactlyElementsOf(bodies);
        assertThat(sent.getMessage().getHeader(RedisStreamsConstants.ID, List.class))
                .isEqualTo(entries("s").stream().map(StreamMessage::getId).toList());
    }

    /** A command that needs more memory than is left is refused; one that has begun is not. */
    @Test
    void writesAListAsAWholeOrNotAtAll() {
        List<String> bodies = IntStream.range(0, 100)
                .mapToObj(n -> Integer.toString(n).repeat(5_000))
                .toList();
        long used = redis.info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
        redis.configSet("maxmemory", Long.toString(used + 300_000));
        Exchange sent;
        try {
            sent = template.request("redis-streams:s", e -> e.getMessage().setBody(bodies));
        } finally {
            redis.configSet("maxmemory", "0");
        }
        assertThat(entries("s")).hasSize(sent.getException() == null ? 100 : 0);
    }

    /** More than Lua can unpack. */
    @Test
    void writesAnEntryWithManyFieldsAmongOthers() {
        Map<String, Integer> wide = IntStream.range(0, 10_000).boxed().collect(Collectors.toMap(n -> "f" + n, n -> n));
        template.sendBody("redis-streams:s", List.of("before", wide, "after"));
        assertThat(entries("s")).extracting(e -> e.getBody().size()).containsExactly(1, 10_000, 1);
    }

    @Test
    void writesMessagesToTheKeysOfTheirHeaders() {
        List<Message> messages = new ArrayList<>();
        for (String key : List.of("a", "b")) {
            Message message = new DefaultMessage(context);
            message.setHeader(RedisStreamsConstants.KEY, key);
            message.setBody(Map.of("to", key));
            messages.add(message);
        }
        template.sendBody("redis-streams:s?keyed=true", messages);
        assertThat(entries("s:a").get(0).getBody()).containsEntry("to", "a");
        assertThat(entries("s:b").get(0).getBody()).containsEntry("to", "b");
        assertThat(redis.zrange("t:s:due", 0, -1)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void theEntriesOfAKeyAreThereAtOnce() {
        String channel = "t:s:wake";
        List<Long> seen = new CopyOnWriteArrayList<>();
        try (RedisClient client = RedisClient.create(server.uri());
                var listener = client.connectPubSub()) {
            listener.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String woken, String key) {
                    seen.add(redis.xlen("t:s:" + key));
                }
            });
            listener.sync().subscribe(channel);
            Exchange sent = template.request("redis-streams:s?keyed=true", exchange -> {
                exchange.getMessage().setHeader(RedisStreamsConstants.KEY, "a");
                exchange.getMessage()
                        .setBody(IntStream.range(0, 300).mapToObj(n -> "x").toList());
            });
            assertThat(sent.getMessage().getHeader(RedisStreamsConstants.ID, List.class))
                    .hasSize(300);
            Awaitility.await().untilAsserted(() -> assertThat(seen).containsExactly(300L));
        }
        assertThat(redis.hget("t:s:tally", "added")).isEqualTo("300");
    }

    @Test
    void writesAnEntryOnceWithinTheTimeOfDeduplication() throws Exception {
        String uri = "redis-streams:s?keyed=true&deduplication=1h";
        Map<String, Object> first = Map.of(RedisStreamsConstants.KEY, "a", RedisStreamsConstants.DEDUPLICATION_ID, "7");
        List<CompletableFuture<Object>> writes = IntStream.range(0, 20)
                .mapToObj(i -> template.asyncRequestBodyAndHeaders(uri, "x", first))
                .toList();
        CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        template.sendBodyAndHeaders(
                uri, "y", Map.of(RedisStreamsConstants.KEY, "b", RedisStreamsConstants.DEDUPLICATION_ID, "7"));
        Exchange other = template.request(uri, exchange -> {
            exchange.getMessage().setHeader(RedisStreamsConstants.KEY, "a");
            exchange.getMessage().setHeader(RedisStreamsConstants.DEDUPLICATION_ID, "8");
            exchange.getMessage().setBody("z");
        });

        assertThat(entries("s:a"))
                .extracting(entry -> entry.getBody().get("body"))
                .containsExactly("x", "z");
        assertThat(entries("s:b")).isEmpty();
        assertThat(other.getMessage().getHeader(RedisStreamsConstants.ID))
                .isEqualTo(entries("s:a").get(1).getId());
        assertThat(redis.pttl("t:s:seen:7")).isBetween(3_000_000L, 3_600_000L);
        assertThat(redis.hget("t:s:tally", "added")).isEqualTo("2");
    }

    @Test
    void refusesDeduplicationWithoutAnIdOrAKey() {
        assertThatThrownBy(() -> template.sendBodyAndHeader(
                        "redis-streams:s?keyed=true&deduplication=1h", "x", RedisStreamsConstants.KEY, "a"))
                .rootCause()
                .hasMessageContaining("the header CamelRedisStreamsDeduplicationId says which entries are the same");
        assertThatThrownBy(() -> template.sendBody("redis-streams:s?deduplication=1h", "x"))
                .rootCause()
                .hasMessageContaining("deduplication is for keyed streams");
    }

    @Test
    void refusesAKeyedEntryWithoutKey() {
        assertThatThrownBy(() -> template.sendBody("redis-streams:s?keyed=true", "x"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining("is keyed: the header CamelRedisStreamsKey");
    }

    @Test
    void refusesKeysThatAreNamesOfItsOwn() {
        for (String key :
                List.of("", "due", "dead", "owners", "tries", "rate", "tally", "wake", "clock", "pace:x", "seen:x")) {
            assertThatThrownBy(() -> template.sendBodyAndHeader(
                            "redis-streams:s?keyed=true", "x", RedisStreamsConstants.KEY, key))
                    .rootCause()
                    .hasMessageContaining("cannot be the key of an entry");
        }
    }

    @Test
    void refusesToSettleWhatComesFromElsewhere() {
        assertThatThrownBy(() -> template.sendBody("redis-streams:s?settle=true", "x"))
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesABodyThatIsNoText() {
        assertThatThrownBy(() -> template.sendBody("redis-streams:s", new Object()))
                .rootCause()
                .isInstanceOf(Exception.class);
        assertThatThrownBy(() -> template.sendBody("redis-streams:s", Map.of()))
                .rootCause()
                .hasMessageContaining("at least one field");
        assertThat(entries("s")).isEmpty();
    }

    @Test
    void drainsAListByteForByteAndInOrder() {
        byte[] broken = {(byte) 0xff, 0};
        server.bytes().rpush("t:inbox", "first".getBytes(UTF_8), broken);
        Object moved = template.requestBody("redis-streams:s?operation=drain&list=inbox", null, Object.class);
        assertThat(moved).isEqualTo(2L);
        var entries = server.bytes().xrange("t:s", io.lettuce.core.Range.unbounded());
        assertThat(entries.get(0).getBody()).containsEntry("body", "first".getBytes(UTF_8));
        assertThat(entries.get(1).getBody()).containsEntry("body", broken);
        assertThat(redis.exists("t:inbox")).isZero();
    }

    @Test
    void losesAndRepeatsNothingWhenSeveralDrainWhileOthersPush() {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int part = i;
            all.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 2000; n++) {
                    redis.rpush("t:inbox", part + "-" + n);
                }
            }));
            all.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 20; n++) {
                    template.requestBody("redis-streams:s?operation=drain&list=inbox&drainLimit=37", (Object) null);
                }
            }));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        template.requestBody("redis-streams:s?operation=drain&list=inbox", (Object) null);
        assertThat(entries("s"))
                .extracting(e -> e.getBody().get("body"))
                .hasSize(6000)
                .doesNotHaveDuplicates();
    }

    @Test
    void drainsNothingIntoWhatIsNoStream() {
        redis.set("t:s", "no stream");
        redis.rpush("t:inbox", "x");
        assertThatThrownBy(() -> template.requestBody("redis-streams:s?operation=drain&list=inbox", (Object) null))
                .rootCause()
                .hasMessageContaining("WRONGTYPE");
        assertThat(redis.lrange("t:inbox", 0, -1)).containsExactly("x");
    }

    @Test
    void drainsNothingWhenRedisIsFull() {
        redis.rpush("t:inbox", "x");
        redis.configSet("maxmemory", "1");
        try {
            assertThatThrownBy(() -> template.requestBody("redis-streams:s?operation=drain&list=inbox", (Object) null))
                    .rootCause()
                    .hasMessageContaining("OOM");
        } finally {
            redis.configSet("maxmemory", "0");
        }
        assertThat(redis.lrange("t:inbox", 0, -1)).containsExactly("x");
        assertThat(entries("s")).isEmpty();
    }

    @Test
    void writesJson() {
        template.sendBody(
                "redis-streams:s", JsonNodeFactory.instance.objectNode().put("title", "Авария"));
        assertThat(entries("s").get(0).getBody()).containsEntry("body", "{\"title\":\"Авария\"}");
    }

    @Test
    void keepsNoThreadWhileRedisTakesItsTime() throws Exception {
        template.sendBody("redis-streams:s", "connected");
        AsyncProducer producer =
                (AsyncProducer) context.getEndpoint("redis-streams:s").createProducer();
        producer.start();
        redis.dispatch(
                CommandType.CLIENT,
                new StatusOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).add("PAUSE").add(700).add("WRITE"));
        List<CompletableFuture<Exchange>> answers = new ArrayList<>();
        for (int n = 0; n < 500; n++) {
            Exchange exchange = ExchangeBuilder.anExchange(context)
                    .withBody(Integer.toString(n))
                    .build();
            CompletableFuture<Exchange> answer = new CompletableFuture<>();
            boolean sync = producer.process(exchange, done -> answer.complete(exchange));
            assertThat(sync).isFalse();
            answers.add(answer);
        }
        assertThat(answers).as("all asked while Redis answers none").noneMatch(CompletableFuture::isDone);
        for (CompletableFuture<Exchange> answer : answers) {
            Exchange exchange = answer.get(20, TimeUnit.SECONDS);
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getHeader(RedisStreamsConstants.ID, String.class))
                    .matches("\\d+-\\d+");
        }
        assertThat(entries("s")).hasSize(501);
        producer.stop();
    }

    @Test
    void keepsAStreamAtItsLength() {
        Exchange sent = template.request("redis-streams:s?maxLen=10", e -> e.getMessage()
                .setBody(IntStream.range(0, 50).boxed().toList()));
        assertThat(entries("s"))
                .extracting(e -> e.getBody().get("body"))
                .containsExactly("40", "41", "42", "43", "44", "45", "46", "47", "48", "49");
        assertThat(sent.getMessage().getHeader(RedisStreamsConstants.ID, List.class))
                .hasSize(50)
                .endsWith(entries("s").get(9).getId());
    }

    @Test
    void raisesAnAlarmInsteadOfRemovingWhatAGroupHasNotAcknowledged() {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        template.sendBody("redis-streams:s?maxLen=10", "0");
        redis.xgroupCreate(XReadArgs.StreamOffset.from("t:s", "0"), "slow");
        for (int n = 1; n <= 14; n++) {
            template.sendBody("redis-streams:s?maxLen=10", n);
        }
        assertThat(entries("s")).hasSize(15);
        HealthCheck.Result result =
                checks.getCheck("redis-streams:length:t:s").orElseThrow().call();
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage().orElse("")).contains("5 entries too long: the group slow");

        redis.xreadgroup(io.lettuce.core.Consumer.from("slow", "c"), XReadArgs.StreamOffset.lastConsumed("t:s"));
        template.sendBody("redis-streams:s?maxLen=10", "pending counts too");
        assertThat(entries("s")).hasSize(16);
        entries("s").forEach(entry -> redis.xack("t:s", "slow", entry.getId()));
        template.sendBody("redis-streams:s?maxLen=10", "last");
        assertThat(entries("s")).hasSize(10);
        assertThat(checks.getCheck("redis-streams:length:t:s")
                        .orElseThrow()
                        .call()
                        .getState())
                .isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void saysWhatIsWrongWithItsOptions() {
        assertThatThrownBy(() -> template.sendBody("redis-streams:s?keyed=true&maxLen=5", "x"))
                .hasStackTraceContaining("maxLen is for streams that are written to at once");
        assertThatThrownBy(() -> template.sendBody("redis-streams:s?operation=drain", "x"))
                .hasStackTraceContaining("operation=drain needs list=<name>");
        assertThatThrownBy(() -> context.getEndpoint("redis-streams:s").createConsumer(e -> {}))
                .hasMessageContaining("a consumer needs group=<name> or keyed=true");
        assertThatThrownBy(() -> context.getEndpoint("redis-streams:s?keyed=true&rate=fast")
                        .createConsumer(e -> {}))
                .hasMessageContaining("Not a rate: 'fast'");
        assertThatThrownBy(() -> context.getEndpoint("redis-streams:s?group=g&batchSize=0")
                        .createConsumer(e -> {}))
                .hasMessageContaining("batchSize is 0, right is 1 to 1000");
    }

    @Test
    void refusesWhatIsNoDuration() throws Exception {
        JsonNode catalog = new ObjectMapper()
                .readTree(getClass().getResource("/META-INF/dev/vestnik/component/redisstreams/redis-streams.json"));
        List<String> durations = new ArrayList<>();
        catalog.get("properties").fields().forEachRemaining(option -> {
            if ("duration".equals(option.getValue().path("type").asText())) {
                durations.add(option.getKey());
            }
        });
        assertThat(durations).contains("visibility", "retention", "deadRetention");
        for (String option : durations) {
            for (String value : List.of("abc", "-", "30S", "5m30", "1h30mfoo", "PT")) {
                assertThatThrownBy(() -> context.getEndpoint("redis-streams:s?group=g&" + option + "=" + value))
                        .rootCause()
                        .hasMessage("redis-streams:s: " + option + " is '" + value
                                + "', right is a duration such as 30s, 5m or 1h30m, or milliseconds");
                assertThatThrownBy(() -> setOnComponent(option, value))
                        .rootCause()
                        .hasMessage("redis-streams: " + option + " is '" + value
                                + "', right is a duration such as 30s, 5m or 1h30m, or milliseconds");
            }
        }
        for (String value : List.of("0", "250", "250ms", "30s", "5m", "1h30m", "2d", "PT30S")) {
            RedisStreamsEndpoint endpoint =
                    context.getEndpoint("redis-streams:s?group=g&retention=" + value, RedisStreamsEndpoint.class);
            assertThat(endpoint.getConfiguration().getRetention() == 0).isEqualTo(value.equals("0"));
            assertThat(setOnComponent("dead-retention", value).getDeadRetention() == 0)
                    .isEqualTo(value.equals("0"));
        }
    }

    /** As Camel does with what is configured of a component. */
    private RedisStreamsConfiguration setOnComponent(String option, String value) {
        RedisStreamsComponent component = context.getComponent("redis-streams", RedisStreamsComponent.class);
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withProperty(option, value)
                .withIgnoreCase(true)
                .withMandatory(true)
                .bind();
        return component.getConfiguration();
    }

    @Test
    void theGeneratedConfigurersAreInUse() throws Exception {
        assertThat(PluginHelper.getConfigurerResolver(context)
                        .resolvePropertyConfigurer("redis-streams-endpoint", context))
                .isNotNull();
        assertThat(getClass().getResource("/META-INF/dev/vestnik/component/redisstreams/redis-streams.json"))
                .isNotNull();
    }
}
