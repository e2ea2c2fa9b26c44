package dev.vestnik.component.redisstreams;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A process of its own that consumes a group, a group with a lease and a keyed stream, so that it can be killed and stopped.
 * It tells in {@code t:begun} what was given to it, enlists in {@code t:written} what it has done, and counts in
 * {@code t:robbed} what others had taken over when it had done it.
 */
final class ConsumerProcess implements AutoCloseable {
    /** Where it dies by its own hand, once each of its three consumers has got so far with an entry that is poison. */
    enum Death {
        NEVER,
        BEFORE_THE_HANDLER,
        AMID_THE_BATCH,
        AFTER_THE_HANDLER
    }

    static final List<String> MODES = List.of("group", "leased", "keyed");
    static final String OPTIONS = "&batchSize=4" + RedisStreamsTest.QUICK;
    static final String POISON = "3";

    private final String name;
    private final Process process;

    private ConsumerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static ConsumerProcess start(String redisUri, String name, Death death, Path log) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ConsumerProcess.class.getName(),
                        redisUri,
                        name,
                        death.name()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        try {
            return new ConsumerProcess(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The endpoint of a mode, without the scheme. */
    static String uri(String mode) {
        return switch (mode) {
            case "group" -> "group?group=g";
            case "leased" -> "leased?group=g&lease=only";
            default -> "keyed?keyed=true";
        };
    }

    String name() {
        return name;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP or SIGCONT. */
    void signal(String signal) throws Exception {
        int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0 && process.isAlive()) {
            throw new IllegalStateException("kill -" + signal + " ended with " + exit);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** Keeps what it is given, and dies where it is told to. */
    private record Handler(
            String name, String mode, Death death, RedisCommands<String, String> redis, CountDownLatch all) {
        void handle(Exchange exchange) throws Exception {
            List<?> parts = exchange.getMessage().getBody(List.class);
            boolean poisoned = parts.stream().anyMatch(part -> value(part).equals(POISON));
            die(poisoned && death == Death.BEFORE_THE_HANDLER);
            for (int i = 0; i < parts.size(); i++) {
                Message part = (Message) parts.get(i);
                String key = part.getHeader(RedisStreamsConstants.KEY, "-", String.class);
                String line = mode + " " + key + " " + value(part);
                redis.rpush("t:begun", name + " " + line);
                Settlement.of(exchange).enlist("RPUSH", "t:written", line);
                die(poisoned && death == Death.AMID_THE_BATCH && i == parts.size() / 2);
            }
            die(poisoned && death == Death.AFTER_THE_HANDLER);
        }

        private static String value(Object part) {
            return RedisStreamsTest.value((Message) part);
        }

        private void die(boolean now) throws InterruptedException {
            if (now) {
                all.countDown();
                if (all.await(20, TimeUnit.SECONDS)) {
                    Runtime.getRuntime().halt(137);
                }
            }
        }
    }

    public static void main(String... arguments) throws Exception {
        RedisCommands<String, String> redis =
                RedisClient.create(arguments[0]).connect().sync();
        CountDownLatch all = new CountDownLatch(MODES.size());
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        RedisStreamsComponent component = new RedisStreamsComponent();
        component.getConfiguration().setRedisUri(arguments[0]);
        component.getConfiguration().setKeyPrefix("t:");
        context.addComponent("redis-streams", component);
        List<Handler> handlers = new ArrayList<>();
        for (String mode : MODES) {
            handlers.add(new Handler(arguments[1], mode, Death.valueOf(arguments[2]), redis, all));
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (Handler handler : handlers) {
                    from("redis-streams:" + uri(handler.mode()) + OPTIONS)
                            .routeId(handler.mode())
                            .process(handler::handle);
                }
            }
        });
        context.start();
        redis.rpush("t:ready", arguments[1]);
        while (!new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS)) {
            redis.hset("t:robbed", arguments[1], Long.toString(robbed(context)));
        }
    }

    private static long robbed(DefaultCamelContext context) {
        return MODES.stream()
                .map(mode -> (RedisStreamsConsumer) context.getRoute(mode).getConsumer())
                .mapToLong(RedisStreamsConsumer::getRobbed)
                .sum();
    }
}
