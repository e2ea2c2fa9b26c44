package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vestnik.component.redisstreams.TestProxy;
import dev.vestnik.sandbox.StandaloneSandbox;
import dev.vestnik.testing.RedisExtension;
import dev.vestnik.user.UserService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Each outage of Redis and of Telegram, one after the other, while a sender posts critical events and repeats those that are not
 * accepted. It measures how long health, metrics and log take to report the outage; after its end, how long it takes until all
 * of them are well and every event that was posted meanwhile is in both chats; and what of the accepted events was lost.
 */
class OutageFiguresIT {
    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(400);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
    private static final List<Long> CHATS = List.of(1001L, 1002L);
    private static final String TELEGRAM = "telegramSendingHealth";
    private static final String PASSWORD = "of-the-operator";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private StandaloneSandbox telegram;
    private TestProxy network;
    private RunningVestnik vestnik;
    private SandboxClient sandbox;

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<String> table = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private final Warnings warnings = new Warnings();

    /** What happens to Redis or to Telegram. */
    private interface Cause {
        void apply() throws Exception;
    }

    /** The warnings and errors of the log. */
    private static final class Warnings extends AppenderBase<ILoggingEvent> {
        private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent line) {
            if (line.getLevel().isGreaterOrEqual(Level.WARN)) {
                lines.add(line);
            }
        }
    }

    @BeforeEach
    void start() {
        telegram = StandaloneSandbox.start();
        network = new TestProxy(URI.create(telegram.url()).getPort());
        sandbox = new SandboxClient(telegram.url());
        sandbox.unlimited();
        RunningVestnik.directory(
                folder.resolve("directory"),
                List.of(
                        "+79160000001,Anna Orlova,north,operator,en,Europe/Moscow",
                        "+79160000002,Boris Lebedev,north,operator,en,Europe/Moscow"),
                List.of("north,North"),
                List.of("10.1.0.0/16,north"));
        vestnik = RunningVestnik.start(
                folder,
                "VESTNIK_HTTP_TOKENS=zabbix:secret",
                "vestnik.sandbox=false",
                "vestnik.redis.url=" + REDIS.url(),
                "vestnik.telegram.token=" + StandaloneSandbox.TOKEN,
                "vestnik.telegram.base-uri=" + network.uri().replace("redis:", "http:"),
                "vestnik.directory.folder=" + folder.resolve("directory"),
                "vestnik.admin.password=" + PASSWORD,
                "vestnik.delivery.per-chat=unlimited",
                "vestnik.delivery.merge=false");
        for (int i = 0; i < CHATS.size(); i++) {
            sandbox.addUser(CHATS.get(i), "Person " + i, phone(i), "en");
            sandbox.say(CHATS.get(i), "hello");
        }
        logIn();
    }

    private static String phone(int person) {
        return "+7916000000" + (person + 1);
    }

    private void logIn() {
        UserService users = vestnik.bean(UserService.class);
        for (int i = 0; i < CHATS.size(); i++) {
            long chat = CHATS.get(i);
            users.login(chat, phone(i), "en");
            users.joinPool(chat, null);
        }
    }

    @AfterEach
    void stop() {
        vestnik.close();
        network.close();
        telegram.close();
    }

    @Test
    void everyOutageIsReportedAndOverWithinFiveSecondsAndNothingIsLost() throws Exception {
        warnings.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(warnings);
        Thread sender = new Thread(this::send, "sender");
        sender.start();
        try {
            await("well before the first outage", PATIENCE, this::isWell);

            outage(
                    "Redis hung",
                    "redis",
                    Duration.ofSeconds(6),
                    () -> signal("STOP", redis()),
                    () -> signal("CONT", stopped));
            outage("Redis killed", "redis", Duration.ofSeconds(2), () -> signal("KILL", redis()), REDIS::start);
            outage(
                    "Redis full",
                    "redis",
                    Duration.ofSeconds(2),
                    () -> configure("maxmemory", "1"),
                    () -> configure("maxmemory", "0"));
            outage(
                    "Redis read-only",
                    "redis",
                    Duration.ofSeconds(2),
                    () -> REDIS.commands().replicaof("127.0.0.1", 1),
                    () -> REDIS.commands().replicaofNoOne());
            outage("Telegram gone", TELEGRAM, Duration.ofSeconds(3), this::cut, () -> network.refuse(false));
            faults("Telegram answers 502", 3, Map.of("errorRate", 1, "errorStatus", 502));
            faults("Telegram answers 401", 3, Map.of("errorRate", 1, "errorStatus", 401));
            faults("Telegram slow", 6, Map.of("latencyMs", 8_000));
            outage(
                    "Telegram answers 429",
                    TELEGRAM,
                    Duration.ofSeconds(6),
                    () -> CHATS.forEach(chat -> sandbox.pause(chat, 6)),
                    () -> {});
        } finally {
            over.countDown();
            sender.join();
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(warnings);
            System.out.printf(
                    "%-22s%9s%9s%9s%9s%9s%9s%9s%9s%n",
                    "in ms", "health", "metrics", "log", "well", "chats", "events", "lost", "repeated");
            table.forEach(System.out::println);
        }
        await("every accepted event is in both chats", PATIENCE, () -> copies(1, accepted.get())
                .allMatch(copies -> copies > 0));
        emptied();
        stopWhileRedisHangs();
        assertThat(late).isEmpty();
    }

    /** With events in work, the stop takes less than the ten seconds after which Docker kills. */
    private void stopWhileRedisHangs() throws Exception {
        sandbox.faults(Map.of("latencyMs", 500));
        for (int i = 0; i < 5; i++) {
            post(tried.incrementAndGet());
        }
        String process = redis();
        signal("STOP", process);
        try {
            long begun = System.nanoTime();
            vestnik.close();
            Duration stop = Duration.ofNanos(System.nanoTime() - begun);
            System.out.printf("Stopped in %d ms while Redis hung%n", stop.toMillis());
            assertThat(stop).isLessThan(LONGEST_STOP);
        } finally {
            signal("CONT", process);
        }
    }

    /** FLUSHALL: what waited is lost, but it is said, and the service goes on as soon as somebody logs in again. */
    private void emptied() {
        warnings.lines.clear();
        warnings.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(warnings);
        long begun = System.nanoTime();
        REDIS.commands().flushall();
        Figures reported = new Figures(begun);
        await(
                "the loss is reported",
                PATIENCE,
                () -> reported.all(
                        () -> isDown("redisData"),
                        () -> metrics().matches("(?s).*vestnik_health\\{[^}]*part=\"redisData\"[^}]*\\} 0\\.0.*"),
                        () -> warnings.lines.stream()
                                .anyMatch(line -> line.getLevel() == Level.ERROR
                                        && line.getFormattedMessage().startsWith("Redis lost its data"))));
        reported.noteLate("Redis emptied, reported", late);
        logIn();
        long ended = System.nanoTime();
        int number = tried.incrementAndGet();
        await("accepted", PATIENCE, () -> post(number));
        Figures well = new Figures(ended);
        await(
                "it goes on",
                PATIENCE,
                () -> well.all(this::isWell, () -> copies(number, number).allMatch(copies -> copies == 1)));
        well.noteLate("Redis emptied, over", late);
        System.out.printf(
                "%-22s%9d%9d%9d%9d%9d%n",
                "Redis emptied",
                reported.millis[0],
                reported.millis[1],
                reported.millis[2],
                well.millis[0],
                well.millis[1]);
    }

    private void faults(String name, int seconds, Map<String, ?> faults) throws Exception {
        outage(name, TELEGRAM, Duration.ofSeconds(seconds), () -> sandbox.faults(faults), sandbox::noFaults);
    }

    /**
     * @param part of the health
     * @param lasts at least so long
     */
    private void outage(String name, String part, Duration lasts, Cause begin, Cause end) throws Exception {
        warnings.lines.clear();
        int first = tried.get();
        long begun = System.nanoTime();
        begin.apply();
        Figures reported = new Figures(begun);
        await(
                name + " is reported",
                PATIENCE,
                () -> reported.all(
                        () -> isDown(part),
                        () -> metrics().matches("(?s).*vestnik_health\\{[^}]*part=\"" + part + "\"[^}]*\\} 0\\.0.*"),
                        () -> warnings.lines.stream()
                                .anyMatch(line -> line.getFormattedMessage().contains(part + " is DOWN"))));
        if (over.await(lasts.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("ended meanwhile");
        }
        int last = tried.get();
        long ended = System.nanoTime();
        end.apply();
        Figures well = new Figures(ended);
        await(
                name + " is over",
                PATIENCE,
                () -> well.all(this::isWell, () -> accepted.get() >= last && isInChats(last)));
        table.add("%-22s%9d%9d%9d%9d%9d%9d%9d%9d"
                .formatted(
                        name,
                        reported.millis[0],
                        reported.millis[1],
                        reported.millis[2],
                        well.millis[0],
                        well.millis[1],
                        last - first,
                        (int) copies(first + 1, last)
                                .filter(copies -> copies == 0)
                                .count(),
                        (int) copies(first + 1, last)
                                .filter(copies -> copies > 1)
                                .count()));
        reported.noteLate(name + ", reported", late);
        well.noteLate(name + ", over", late);
    }

    /** When each of several conditions was met first. */
    private static final class Figures {
        private final long since;
        private final long[] millis = new long[3];

        Figures(long since) {
            this.since = since;
        }

        boolean all(BooleanSupplier... conditions) {
            boolean all = true;
            for (int i = 0; i < conditions.length; i++) {
                if (millis[i] == 0 && conditions[i].getAsBoolean()) {
                    millis[i] = Math.max(
                            1, Duration.ofNanos(System.nanoTime() - since).toMillis());
                }
                all &= millis[i] > 0;
            }
            return all;
        }

        void noteLate(String what, List<String> late) {
            for (long one : millis) {
                if (one > BOUND.toMillis()) {
                    late.add(what + " after " + one + " ms");
                }
            }
        }
    }

    /** Posts one event after the other, each again and again until it is accepted. */
    private void send() {
        try {
            while (!over.await(BETWEEN_EVENTS.toMillis(), TimeUnit.MILLISECONDS)) {
                int number = tried.incrementAndGet();
                while (!post(number)) {
                    if (over.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
                accepted.set(number);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean post(int number) {
        String event = "{\"id\":\"e%d\",\"key\":\"k%d\",\"status\":\"critical\",\"title\":\"%s\",\"area\":\"north\"}"
                .formatted(number, number, title(number));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + "/events"))
                .timeout(Duration.ofSeconds(3))
                .header("Authorization", "Bearer secret")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 202;
        } catch (IOException noAnswer) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String title(int number) {
        return "Event " + number + ".";
    }

    /** How many copies of each of these events each chat has. */
    private LongStream copies(int first, int last) {
        return CHATS.stream().map(sandbox::texts).map(List::toString).flatMapToLong(all -> IntStream.rangeClosed(
                        first, last)
                .mapToLong(number -> all.split(Pattern.quote(title(number)), -1).length - 1));
    }

    /** Whether this event and all earlier ones are in both chats. */
    private boolean isInChats(int last) {
        return CHATS.stream().allMatch(chat -> {
            String all = sandbox.texts(chat).toString();
            for (int number = last; number >= 1; number--) {
                if (!all.contains(title(number))) {
                    return false;
                }
            }
            return true;
        });
    }

    private boolean isWell() {
        return get("health").statusCode() == 200 && !metrics().matches("(?s).*vestnik_health\\{[^}]*\\} 0\\.0.*");
    }

    private boolean isDown(String part) {
        HttpResponse<String> health = get("health");
        try {
            JsonNode components = JSON.readTree(health.body()).path("components");
            return health.statusCode() == 503
                    && components.path(part).path("status").asText().equals("DOWN");
        } catch (IOException e) {
            throw new AssertionError(health.body(), e);
        }
    }

    private String metrics() {
        return get("metrics").body();
    }

    private HttpResponse<String> get(String path) {
        String login = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + vestnik.managementPort() + "/observe/" + path))
                            .timeout(Duration.ofSeconds(10))
                            .header("Authorization", "Basic " + login)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path, e);
        }
    }

    private static void await(String what, Duration longest, BooleanSupplier condition) {
        Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .atMost(longest)
                .until(condition::getAsBoolean);
    }

    private String stopped = "";

    /** The id of the process of Redis. */
    private String redis() {
        stopped = REDIS.commands()
                .info("server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
        return stopped;
    }

    private static void signal(String name, String process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, process).start().waitFor())
                .isZero();
    }

    private static void configure(String name, String value) {
        REDIS.commands().configSet(name, value);
    }

    private void cut() {
        network.refuse(true);
        network.cut();
    }
}
