package dev.vestnik.endtoend;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.sandbox.StandaloneSandbox;
import dev.vestnik.store.Keys;
import dev.vestnik.testing.FreePort;
import dev.vestnik.testing.Samples;
import dev.vestnik.user.UserService;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * A deployment: a Redis, a Telegram, people on duty, and as many Vestnik processes as the test starts, each with a token and
 * {@code REDIS_URL}. The test runs Redis and Telegram, so that they outlive the processes.
 */
final class Deployment implements AutoCloseable {
    static final Keys KEYS = new Keys("vestnik");
    static final String ADMIN = "admin:of-the-test-1";

    private final Path folder;
    private final StandaloneSandbox telegram = StandaloneSandbox.start();
    private final int redisPort = FreePort.find();
    private final Path directory;
    private final List<Long> chats;
    private final List<VestnikProcess> processes = new ArrayList<>();
    private final Map<String, String> settings;
    private @Nullable RedisServer server;
    private @Nullable RedisClient client;

    /**
     * @param people how many are on duty for all events in 10.1.0.0/16
     * @param settings of every process, beside Redis and Telegram
     */
    Deployment(Path folder, int people, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
        this.chats = LongStream.range(0, people).map(i -> 5_000 + i).boxed().toList();
        this.directory = RunningVestnik.directory(
                folder.resolve("directory"),
                IntStream.range(0, people)
                        .mapToObj(i -> phone(i) + ",Person " + i + ",north,operator,ru,")
                        .toList(),
                List.of("north,North"),
                List.of("10.1.0.0/16,north"));
        startRedis();
        sandbox().unlimited();
        settle();
    }

    /** Everyone is in the directory, has written to the bot, is logged in and on duty. */
    private void settle() {
        RedisCommands<String, String> redis = redis();
        List<Person> people = new ArrayList<>();
        UserService users = new UserService(redis, KEYS, Samples.STATUSES, Samples.CLOCK);
        for (int i = 0; i < chats.size(); i++) {
            long chat = chats.get(i);
            people.add(new Person(phone(i), "Person " + i, Set.of("north"), Role.OPERATOR, "ru", null));
            sandbox().addUser(chat, "Person " + i, phone(i), "ru");
            sandbox().say(chat, "hello");
            users.login(chat, phone(i), "ru");
            users.joinPool(chat, null);
        }
        new DirectoryService(redis, KEYS, false)
                .replace(Directory.of(people, Map.of("north", "North"), Map.of("10.1.0.0/16", "north")));
    }

    /** Starts one more process, and waits until it is ready. */
    VestnikProcess start(String name, String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "REDIS_URL",
                redisUrl(),
                "TELEGRAM_BOT_TOKEN",
                StandaloneSandbox.TOKEN,
                "TELEGRAM_BASE_URI",
                telegram.url(),
                "VESTNIK_SANDBOX",
                "false",
                "VESTNIK_DIRECTORY",
                directory.toString(),
                "VESTNIK_ADMIN_PASSWORD",
                ADMIN.split(":", 2)[1],
                "CONSUMER_NAME",
                name,
                "SERVER_PORT",
                "0",
                "MANAGEMENT_SERVER_PORT",
                "0"));
        environment.putAll(settings);
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        VestnikProcess process = VestnikProcess.start(folder.resolve(name + ".log"), environment);
        processes.add(process);
        return process.awaitReady();
    }

    SandboxClient sandbox() {
        return new SandboxClient(telegram.url());
    }

    List<Long> chats() {
        return chats;
    }

    /** Commands to Redis while it runs, on a connection of their own. */
    RedisCommands<String, String> redis() {
        RedisClient now = client;
        if (now == null) {
            throw new IllegalStateException("Redis is stopped");
        }
        return now.connect().sync();
    }

    /** Redis with AOF, on the same port and data each time. */
    void startRedis() {
        try {
            Path data = Files.createDirectories(folder.resolve("redis"));
            server = RedisServer.builder()
                    .port(redisPort)
                    .bind("127.0.0.1")
                    .setting("dir " + data)
                    .setting("appendonly yes")
                    .setting("save \"\"")
                    .build();
            server.start();
            client = RedisClient.create(redisUrl());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stopRedis() {
        if (client != null) {
            client.shutdown();
            client = null;
        }
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    private String redisUrl() {
        return "redis://127.0.0.1:" + redisPort;
    }

    @Override
    public void close() throws InterruptedException {
        for (VestnikProcess process : processes) {
            process.close();
        }
        stopRedis();
        telegram.close();
    }

    private static String phone(int i) {
        return "+7916%07d".formatted(i);
    }
}
