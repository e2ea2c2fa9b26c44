package dev.vestnik.component.redisstreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vestnik.component.redisstreams.client.Connections;
import dev.vestnik.component.redisstreams.client.KeyedKeys;
import dev.vestnik.component.redisstreams.client.ScriptArguments;
import dev.vestnik.component.redisstreams.client.ScriptReply;
import dev.vestnik.component.redisstreams.client.StreamEntry;
import dev.vestnik.component.redisstreams.client.StreamScript;
import dev.vestnik.component.redisstreams.keyed.KeyLease;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.stream.StreamMessageListenerContainer;

/**
 * How fast the component is, as ratios within one run, against plain Lettuce doing the same commands and against Spring's
 * listener container, on an embedded Redis with {@code appendfsync everysec}. Not part of the build; run it by {@code ./mvnw
 * test -Dtest=StreamsBenchmark}. The figures stand in {@code target/streams-benchmark.txt}; of each, the median of the rounds
 * after the first.
 */
@SuppressWarnings("NullAway.Init") // the one test sets up
class StreamsBenchmark {
    private static final int RECORDS = Integer.getInteger("bench.records", 100_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int IN_FLIGHT = 512;
    private static final int BATCH = 100;
    /** Spring's container is so much slower that a part of the records is enough. */
    private static final int SPRINGS_PART = 5;

    private static final byte[] BODY = "x".repeat(100).getBytes(UTF_8);

    @RegisterExtension
    static final TestRedis server = new TestRedis();

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private RedisClient client;
    private StatefulRedisConnection<String, byte[]> plain;

    private interface Measured {
        /** Does it once, and returns the figure. */
        double once() throws Exception;
    }

    @Test
    void measures() throws Exception {
        client = RedisClient.create(server.uri());
        plain = client.connect(Connections.CODEC);
        try {
            Map<String, Measured> all = new LinkedHashMap<>();
            all.put("produce one by one, plain Lettuce, records/s", this::producePlain);
            all.put("produce one by one, component, records/s", () -> produce("redis-streams:s", false));
            all.put("produce with maxLen, component, records/s", () -> produce("redis-streams:s?maxLen=1000", false));
            all.put("produce lists of 100, plain Lettuce, records/s", this::produceListsPlain);
            all.put("produce lists of 100, component, records/s", () -> produce("redis-streams:s", true));
            all.put("consume batches of 100, plain Lettuce, records/s", this::consumePlain);
            all.put("consume batches of 100, component, records/s", () -> consume("s?group=g&batchSize=100"));
            all.put(
                    "consume batches of 100 with lease, component, records/s",
                    () -> consume("s?group=g&batchSize=100&lease=only"));
            all.put("consume one by one, component, records/s", () -> consume("s?group=g"));
            all.put("consume and acknowledge, Spring's container, records/s", this::consumeSpring);
            for (int keys : new int[] {10, 1_000, 100_000}) {
                all.put("consume keyed, " + keys + " keys, plain Lettuce, records/s", () -> keyedPlain(keys));
                all.put("consume keyed, " + keys + " keys, component, records/s", () -> keyed(keys));
            }
            all.put("hand-over at 400/s, group, p50 in ms", () -> latency("s?group=g", "redis-streams:s"));
            all.put(
                    "hand-over at 400/s, keyed, p50 in ms",
                    () -> latency("k?keyed=true", "redis-streams:k?keyed=true"));
            for (int round = 0; round < ROUNDS; round++) {
                for (Map.Entry<String, Measured> one : all.entrySet()) {
                    if (one.getKey().contains(System.getProperty("bench.only", ""))) {
                        server.bytes().flushall();
                        double figure = one.getValue().once();
                        if (round > 0 || ROUNDS == 1) {
                            figures.computeIfAbsent(one.getKey(), name -> new ArrayList<>())
                                    .add(figure);
                        }
                    }
                }
            }
            report(redisBenchmark());
        } finally {
            client.shutdown();
        }
    }

    private double median(String name) {
        double[] sorted = figures.getOrDefault(name, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private void report(String redisBenchmark) throws IOException {
        List<String> lines = new ArrayList<>();
        figures.forEach((name, all) -> {
            String ratio = name.contains(", component")
                    ? String.format(
                            Locale.ROOT,
                            "  (%.0f %% of plain Lettuce)",
                            100 * median(name) / median(name.replace("component", "plain Lettuce")))
                    : "";
            lines.add(String.format(Locale.ROOT, "%-62s %12.2f", name, median(name))
                    + (ratio.contains("NaN") ? "" : ratio));
        });
        lines.add(String.format(
                Locale.ROOT,
                "batches: %.1f times Spring's container",
                median("consume batches of 100, component, records/s")
                        / median("consume and acknowledge, Spring's container, records/s")));
        lines.add("redis-benchmark: " + redisBenchmark);
        String text = String.join("\n", lines);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/streams-benchmark.txt"), text + "\n");
        System.out.println(text);
    }

    /** Redis' own tool, if it is on the path: the same write, from 50 connections, 16 commands in flight on each. */
    private String redisBenchmark() throws IOException, InterruptedException {
        String port =
                Integer.toString(io.lettuce.core.RedisURI.create(server.uri()).getPort());
        List<String> command = List.of(
                "redis-benchmark",
                "-p",
                port,
                "-n",
                Integer.toString(RECORDS),
                "-P",
                "16",
                "-q",
                "XADD",
                "t:s",
                "*",
                "body",
                new String(BODY, UTF_8));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor();
            return said.substring(said.lastIndexOf('\r') + 1).trim();
        } catch (IOException e) {
            return "not on this machine, so not compared";
        }
    }

    private static double perSecond(long count, long begin) {
        return count * 1e9 / (System.nanoTime() - begin);
    }

    private double producePlain() throws Exception {
        Semaphore free = new Semaphore(IN_FLIGHT);
        long begin = System.nanoTime();
        for (int i = 0; i < RECORDS; i++) {
            free.acquire();
            plain.async().xadd("t:s", Map.of("body", BODY)).whenComplete((id, problem) -> free.release());
        }
        free.acquire(IN_FLIGHT);
        return perSecond(RECORDS, begin);
    }

    private double produceListsPlain() throws Exception {
        Semaphore free = new Semaphore(8);
        long begin = System.nanoTime();
        for (int i = 0; i < RECORDS; i += BATCH) {
            free.acquire();
            List<RedisFuture<String>> answers = new ArrayList<>();
            for (int n = 0; n < BATCH; n++) {
                answers.add(plain.async().xadd("t:s", Map.of("body", BODY)));
            }
            answers.get(BATCH - 1).whenComplete((id, problem) -> free.release());
        }
        free.acquire(8);
        return perSecond(RECORDS, begin);
    }

    private CamelContext context() {
        CamelContext context = new DefaultCamelContext();
        RedisStreamsComponent component = new RedisStreamsComponent();
        component.getConfiguration().setRedisUri(server.uri());
        component.getConfiguration().setKeyPrefix("t:");
        context.addComponent("redis-streams", component);
        return context;
    }

    private double produce(String uri, boolean lists) throws Exception {
        try (CamelContext context = context()) {
            context.start();
            context.createProducerTemplate().sendBody("redis-streams:warm", BODY);
            AsyncProducer producer = (AsyncProducer) context.getEndpoint(uri).createProducer();
            producer.start();
            int inFlight = lists ? 8 : IN_FLIGHT;
            Semaphore free = new Semaphore(inFlight);
            Object body = lists ? java.util.Collections.nCopies(BATCH, BODY) : BODY;
            long begin = System.nanoTime();
            for (int i = 0; i < RECORDS; i += lists ? BATCH : 1) {
                free.acquire();
                Exchange exchange = new DefaultExchange(context);
                exchange.getMessage().setBody(body);
                producer.process(exchange, done -> free.release());
            }
            free.acquire(inFlight);
            double figure = perSecond(RECORDS, begin);
            producer.stop();
            return figure;
        }
    }

    private void fill() throws Exception {
        plain.sync().xgroupCreate(XReadArgs.StreamOffset.from("t:s", "0"), "g", XGroupCreateArgs.Builder.mkstream());
        producePlain();
    }

    private double consumePlain() throws Exception {
        fill();
        long begin = System.nanoTime();
        List<RedisFuture<Long>> acks = new ArrayList<>();
        for (int i = 0; i < RECORDS; ) {
            List<StreamMessage<String, byte[]>> read = plain.sync()
                    .xreadgroup(
                            Consumer.from("g", "c"),
                            XReadArgs.Builder.count(BATCH),
                            XReadArgs.StreamOffset.lastConsumed("t:s"));
            i += read.size();
            acks.add(plain.async()
                    .xack("t:s", "g", read.stream().map(StreamMessage::getId).toArray(String[]::new)));
        }
        acks.get(acks.size() - 1).get();
        return perSecond(RECORDS, begin);
    }

    /** From the first entry that is delivered until all are settled. */
    private double consume(String uri) throws Exception {
        fill();
        return drained(uri);
    }

    private double drained(String uri) throws Exception {
        long[] begin = {0};
        try (CamelContext context = context()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("redis-streams:" + uri).routeId("consumer").process(exchange -> {
                        if (begin[0] == 0) {
                            begin[0] = System.nanoTime();
                        }
                    });
                }
            });
            context.start();
            RedisStreamsConsumer consumer =
                    (RedisStreamsConsumer) context.getRoute("consumer").getConsumer();
            while (consumer.getDone() < RECORDS) {
                LockSupport.parkNanos(1_000_000);
            }
            return perSecond(RECORDS, begin[0]);
        }
    }

    private double consumeSpring() throws Exception {
        fill();
        LettuceConnectionFactory factory = new LettuceConnectionFactory(
                "127.0.0.1", io.lettuce.core.RedisURI.create(server.uri()).getPort());
        factory.afterPropertiesSet();
        factory.start();
        StringRedisTemplate template = new StringRedisTemplate(factory);
        var container = StreamMessageListenerContainer.create(
                factory,
                StreamMessageListenerContainer.StreamMessageListenerContainerOptions.builder()
                        .batchSize(BATCH)
                        .pollTimeout(Duration.ofMillis(100))
                        .build());
        CountDownLatch all = new CountDownLatch(RECORDS / SPRINGS_PART);
        long begin = System.nanoTime();
        container.receive(
                org.springframework.data.redis.connection.stream.Consumer.from("g", "c"),
                StreamOffset.create("t:s", ReadOffset.lastConsumed()),
                (MapRecord<String, String, String> message) -> {
                    template.opsForStream().acknowledge("g", message);
                    all.countDown();
                });
        container.start();
        all.await();
        double figure = perSecond(RECORDS / SPRINGS_PART, begin);
        container.stop();
        factory.destroy();
        return figure;
    }

    private void fillKeyed(Connections connections, int keys) throws Exception {
        KeyedKeys names = new KeyedKeys("t:k");
        Semaphore free = new Semaphore(IN_FLIGHT);
        for (int i = 0; i < RECORDS; i++) {
            String key = "k" + i % keys;
            free.acquire();
            StreamScript.KEYED_ADD
                    .text(
                            connections.shared(),
                            new String[] {names.stream(key), names.due()},
                            ScriptArguments.of("t:k", key, "body").addBytes(List.of(BODY)))
                    .whenComplete((id, problem) -> free.release());
        }
        free.acquire(IN_FLIGHT);
    }

    private double keyed(int keys) throws Exception {
        try (Connections connections = Connections.to(server.uri())) {
            fillKeyed(connections, keys);
        }
        return drained("k?keyed=true&batchSize=100&maxInFlight=256");
    }

    /** The same script: settle what was taken before, take up to 256 keys, without a route between. */
    private double keyedPlain(int keys) throws Exception {
        try (Connections connections = Connections.to(server.uri())) {
            fillKeyed(connections, keys);
            KeyedKeys names = new KeyedKeys("t:k");
            String[] all = {names.due(), names.owners(), names.tries(), names.rate(), names.dead()};
            long begin = System.nanoTime();
            int done = 0;
            List<KeyLease> taken = List.of();
            for (int round = 0; done < RECORDS; round++) {
                ScriptArguments arguments = ScriptArguments.of("t:k")
                        .add(256)
                        .add(BATCH)
                        .add(30_000)
                        .add("plain-" + round)
                        .add(0.0)
                        .add(0.0)
                        .add("plain")
                        .add(taken.size());
                for (KeyLease lease : taken) {
                    arguments.part(ScriptArguments.of(lease.key, lease.token(), "0", "0", "0", "", "0", "0", "0")
                            .list(lease.entries.stream().map(StreamEntry::id).toList()));
                    done += lease.entries.size();
                }
                List<Object> reply = StreamScript.KEYED_POLL
                        .list(connections.shared(), all, arguments)
                        .get();
                taken = reply.subList(3, reply.size()).stream()
                        .map(row -> KeyLease.of(ScriptReply.list(row)))
                        .toList();
            }
            return perSecond(RECORDS, begin);
        }
    }

    /** From just before the write until the route has the entry. */
    private double latency(String from, String to) throws Exception {
        int count = 1_000;
        Queue<Long> taken = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(count);
        ExecutorService pacer = Executors.newSingleThreadExecutor();
        try (CamelContext context = context()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("redis-streams:" + from).process(exchange -> {
                        long sent =
                                Long.parseLong(new String(exchange.getMessage().getBody(byte[].class), UTF_8));
                        taken.add(System.nanoTime() - sent);
                        all.countDown();
                    });
                }
            });
            context.start();
            AsyncProducer producer = (AsyncProducer) context.getEndpoint(to).createProducer();
            producer.start();
            pacer.submit(() -> {
                for (int i = 0; i < count; i++) {
                    Exchange exchange = new DefaultExchange(context);
                    exchange.getMessage().setHeader(RedisStreamsConstants.KEY, "k" + i % 50);
                    exchange.getMessage().setBody(Long.toString(System.nanoTime()));
                    producer.process(exchange, done -> {});
                    LockSupport.parkNanos(2_500_000);
                }
            });
            if (!all.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Not all arrived: " + taken.size());
            }
            producer.stop();
        } finally {
            pacer.shutdownNow();
        }
        long[] sorted = taken.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length / 2] / 1e6;
    }
}
