package dev.vestnik.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vestnik.VestnikApplication;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.sandbox.Sandbox;
import dev.vestnik.start.failure.StartRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Vestnik with a token, as it starts with the real Telegram: nothing of the sandbox is there. */
class RealTelegramIT {
    private static final String TOKEN = "7123456789:AAH-secret_Of_The_Bot_is_here-12345";
    private static final String OTHER_TOKEN = "7999999999:AAH-secret_Of_The_Other_Bot-12345";
    private static final String UNKNOWN_TOKEN = "7555555555:AAH-secret_Of_No_Bot_at_all-12345";

    @TempDir
    private Path folder;

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final CountDownLatch polled = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer telegram;

    @BeforeEach
    void open() throws IOException {
        telegram = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        telegram.setExecutor(threads);
        telegram.createContext("/", this::answer);
        telegram.start();
    }

    @AfterEach
    void close() {
        over.countDown();
        telegram.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = path.substring(path.lastIndexOf('/') + 1);
        boolean known = !path.contains(UNKNOWN_TOKEN);
        asked.add(method);
        if (method.equals("getUpdates")) {
            polled.countDown();
            awaitOver();
        }
        String result = method.equals("getUpdates") ? "[]" : "true";
        byte[] body = (known
                        ? "{\"ok\":true,\"result\":" + result + "}"
                        : "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}")
                .getBytes(UTF_8);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void awaitOver() {
        try {
            over.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void asksForUpdatesRefusesAnotherBotAndKnowsNoSamplePerson() throws Exception {
        RunningVestnik.directory(
                folder.resolve("directory"),
                List.of("+79160000001,Anna,north,operator,ru,"),
                List.of("north,North"),
                List.of("10.1.0.0/16,north"));
        try (ConfigurableApplicationContext vestnik = start(TOKEN)) {
            assertThat(polled.await(30, TimeUnit.SECONDS)).isTrue();
            over.countDown();
            Awaitility.await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(asked)
                    .contains("getMe", "setMyCommands"));
            assertThat(vestnik.getBeanNamesForType(Sandbox.class)).isEmpty();
            assertThat(vestnik.getBean(DirectoryService.class).current().people())
                    .allSatisfy(person -> assertThat(person.phone()).isEqualTo("+79160000001"));
            assertThat(refusal(OTHER_TOKEN))
                    .startsWith("What begins with vestnik: in this Redis belongs to the bot with the id 7123456789,"
                            + " but the token is of the bot 7999999999");
        }
    }

    @Test
    void aTokenThatTelegramDoesNotKnowStopsTheStart() {
        assertThat(refusal(UNKNOWN_TOKEN))
                .startsWith("Telegram does not know this token (it answers 401)")
                .doesNotContain("secret");
    }

    /** The sentence with which a start is refused. */
    private String refusal(String token) {
        Throwable cause = catchThrowable(() -> start(token).close());
        while (cause != null && !(cause instanceof StartRefusedException)) {
            cause = cause.getCause();
        }
        return cause == null ? "it was not refused" : String.valueOf(cause.getMessage());
    }

    private ConfigurableApplicationContext start(String token) {
        return new SpringApplicationBuilder(VestnikApplication.class)
                .run(
                        "--TELEGRAM_BOT_TOKEN=" + token,
                        "--REDIS_URL=embedded",
                        "--TELEGRAM_BASE_URI=http://127.0.0.1:"
                                + telegram.getAddress().getPort(),
                        "--vestnik.redis.folder=" + folder.resolve("redis"),
                        "--vestnik.directory.folder=" + folder.resolve("directory"),
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.jmx.registration-policy=ignore-existing");
    }
}
