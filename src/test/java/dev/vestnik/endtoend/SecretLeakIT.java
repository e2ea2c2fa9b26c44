package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.vestnik.ops.security.JolokiaPolicy;
import dev.vestnik.testing.TraceReceiver;
import dev.vestnik.user.HashedChat;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;

/**
 * Neither the bot's token nor a phone appears in a log at TRACE, as text or as JSON, an MBean, a dump, a metric, the
 * health, the SBOM, a span or an HTTP response, under all faults; nor the id of a chat in a log at INFO. The phones are
 * those of the directory, of a stranger, and of a contact that is not the sender's.
 */
class SecretLeakIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ADMIN = "password-of-the-admin";
    private static final String WATCHER = "password-of-the-viewer";
    private static final String SENDER = "token-of-zabbix";
    private static final String SOURCE = "token-of-grafana";
    private static final String PERSON = "79169990001";
    private static final String BLOCKED = "79169990002";
    private static final String STRANGER = "79169990003";
    private static final String CONTACT = "79169990004";
    private static final long CHAT = 9_001;
    private static final Pattern CHATS = Pattern.compile("\\b900[123]\\b");

    @TempDir
    private Path folder;

    private final Map<String, String> secrets = new ConcurrentHashMap<>(Map.of(
            PERSON, "a person's phone",
            BLOCKED, "a blocked person's phone",
            STRANGER, "a stranger's phone",
            CONTACT, "a contact's phone",
            SENDER, "a token of HTTP",
            SOURCE, "the token of a source",
            ADMIN, "the password",
            WATCHER, "the password of a viewer"));
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final AtomicLong read = new AtomicLong();

    @Test
    void byNobody() throws Exception {
        RunningVestnik.directory(
                folder.resolve("directory"),
                List.of("+" + PERSON + ",Anna,north,operator,ru,", "+" + BLOCKED + ",Boris,north,admin,en,"),
                List.of("north,North"),
                List.of("10.1.0.0/16,north"));
        try (TraceReceiver traces = new TraceReceiver();
                RunningVestnik vestnik = RunningVestnik.start(
                        folder,
                        "vestnik.tracing.endpoint=" + traces.url(),
                        "vestnik.directory.folder=" + folder.resolve("directory"),
                        "vestnik.admin.password=" + ADMIN,
                        "vestnik.admin.viewers=watcher:" + WATCHER,
                        "vestnik.sources.grafana.enabled=true",
                        "vestnik.sources.grafana.token=" + SOURCE,
                        "vestnik.sources.grafana.token-place=path",
                        "VESTNIK_HTTP_TOKENS=zabbix:" + SENDER)) {
            String token = vestnik.setting("vestnik.telegram.token");
            secrets.put(token.substring(token.indexOf(':') + 1), "the bot's token");
            try (Talkative log = new Talkative()) {
                talk(vestnik.sandbox());
                failing(vestnik, vestnik.sandbox(), log);
                assertThat(log.lines.get()).as("lines of log").isGreaterThan(1_000);
                assertThat(log.failedDelivery.get())
                        .as("the line of a failed delivery")
                        .satisfies(json -> assertThat(json)
                                .contains("\"key\":\"line-5 ***\"", "\"event\":\"five\"", HashedChat.of(CHAT))
                                .containsPattern("\"incident\":\"\\d+\""));
            }
            vestnik.bean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
            assertThat(traces.spans())
                    .extracting(TraceReceiver.Received::name)
                    .contains("accept", "dispatch", "telegram");
            traces.spans()
                    .forEach(span -> look("the span " + span.name(), span.span().toString()));
            long before = read.get();
            new ManagedBeans(vestnik.bean(JolokiaPolicy.class), (name, text) -> look("MBean " + name, text)).walk();
            assertThat(read.get() - before).as("what MBeans tell").isGreaterThan(1_000);
            for (String path : List.of(
                    "health", "health/ready", "metrics", "info", "jolokia/version", "sbom/application", "nothing")) {
                look("GET " + path, get(vestnik, path));
            }
        }
        assertThat(leaks).isEmpty();
    }

    /** Logs in, tries to log in as somebody else, and sends events. */
    private static void talk(SandboxClient sandbox) {
        sandbox.addUser(CHAT, "Anna", "+" + PERSON, "ru");
        sandbox.addUser(CHAT + 1, "Boris", "+" + BLOCKED, "en");
        sandbox.addUser(CHAT + 2, "Stranger", "+" + STRANGER, "ru");
        for (long chat = CHAT; chat <= CHAT + 2; chat++) {
            sandbox.say(chat, "/start");
            sandbox.shareContact(chat, chat, CONTACT, null);
            sandbox.shareContact(chat, chat, "+" + CONTACT, CHAT + 7);
            sandbox.shareOwnContact(chat);
            sandbox.say(chat, "/poolon");
            sandbox.say(chat, "/me");
        }
        awaitTexts(sandbox, CHAT, 5);
        awaitTexts(sandbox, CHAT + 1, 5);
    }

    /** Everything that can go wrong between Vestnik and Telegram. */
    private void failing(RunningVestnik vestnik, SandboxClient sandbox, Talkative log) throws Exception {
        int before = sandbox.texts(CHAT).size();
        sandbox.block(CHAT + 1);
        post(vestnik, "{\"status\":\"critical\",\"title\":\"one\",\"to\":[\"+" + PERSON + "\",\"+" + BLOCKED + "\"]}");
        post(vestnik, "{\"status\":\"nothing like it\",\"title\":\"two\",\"to\":[\"+" + PERSON + "\"]}");
        sandbox.push(List.of(Map.of("status", "unheard of", "title", "three", "to", List.of("+" + PERSON))));
        awaitTexts(sandbox, CHAT, before + 1);
        sandbox.pause(CHAT, 1);
        sandbox.push(List.of(Map.of("status", "critical", "title", "four", "ip", "10.1.0.1")));
        awaitTexts(sandbox, CHAT, before + 2);
        sandbox.faults(Map.of("errorRate", 1, "errorStatus", 401, "methods", List.of("getUpdates")));
        // It ends the poll that is open.
        sandbox.say(CHAT, "/me");
        Awaitility.await("the end of polling").atMost(PATIENCE).until(log.polledInVain::get);
        long refused = refused(sandbox);
        sandbox.faults(Map.of("errorRate", 1, "errorStatus", 502));
        sandbox.push(List.of(Map.of(
                "status", "critical", "title", "five", "ip", "10.1.0.1", "id", "five", "key", "line-5 +" + STRANGER)));
        Awaitility.await("a refused send").atMost(PATIENCE).until(() -> refused(sandbox) > refused);
        Awaitility.await("a failed delivery").atMost(PATIENCE).until(() -> log.failedDelivery.get() != null);
        long dropped = refused(sandbox);
        sandbox.faults(Map.of("dropRate", 1));
        Awaitility.await("an answer that was dropped").atMost(PATIENCE).until(() -> refused(sandbox) > dropped);
    }

    private static long refused(SandboxClient sandbox) {
        long[] sum = {0};
        for (String kind : List.of("refusals", "unanswered")) {
            var counted = sandbox.counters().path(kind);
            sum[0] += counted.asLong();
            counted.forEach(count -> sum[0] += count.asLong());
        }
        return sum[0];
    }

    private static void awaitTexts(SandboxClient sandbox, long chat, int count) {
        Awaitility.await(count + " messages in chat " + chat)
                .atMost(PATIENCE)
                .until(() -> sandbox.texts(chat).size() >= count);
    }

    private void post(RunningVestnik vestnik, String event) throws Exception {
        post(vestnik, "/events", event);
        post(vestnik, "/sources/grafana/" + SOURCE, event);
    }

    private void post(RunningVestnik vestnik, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vestnik.port() + path))
                .header("Authorization", "Bearer " + SENDER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        look(
                "POST " + path.replace(SOURCE, ""),
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    private static String get(RunningVestnik vestnik, String path) throws Exception {
        String login = Base64.getEncoder().encodeToString(("admin:" + ADMIN).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + vestnik.managementPort() + "/observe/" + path))
                .header("Authorization", "Basic " + login)
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return response.headers().map() + response.body();
    }

    private void look(String where, String text) {
        read.incrementAndGet();
        secrets.forEach((secret, what) -> {
            int at = text.indexOf(secret);
            if (at >= 0 && leaks.size() < 20) {
                leaks.add(what + " in " + where + ": "
                        + text.substring(Math.max(0, at - 100), Math.min(text.length(), at + 60)));
            }
        });
    }

    /** The log with everything at TRACE, read line by line. */
    private final class Talkative extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final Logger root =
                ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        private final Level before = root.getLevel();
        private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();
        private final AtomicLong lines = new AtomicLong();
        private final AtomicBoolean polledInVain = new AtomicBoolean();
        private final StructuredLogEncoder asJson = new StructuredLogEncoder();
        private final AtomicReference<String> failedDelivery = new AtomicReference<>();

        Talkative() {
            root.iteratorForAppenders().forEachRemaining(silenced::add);
            silenced.forEach(root::detachAppender);
            setContext(root.getLoggerContext());
            asJson.setContext(root.getLoggerContext());
            asJson.setFormat("ecs");
            asJson.start();
            start();
            root.addAppender(this);
            root.setLevel(Level.TRACE);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.incrementAndGet();
            if (event.getFormattedMessage().startsWith("Telegram knows no bot with this token")) {
                polledInVain.set(true);
            }
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            String where = "the log, " + event.getLoggerName() + " " + event.getLevel();
            look(where, event.getFormattedMessage() + trace);
            String json = new String(asJson.encode(event), StandardCharsets.UTF_8);
            look(where + " as JSON", json);
            if (event.getLevel().isGreaterOrEqual(Level.INFO)
                    && !event.getLoggerName().contains("sandbox")
                    && CHATS.matcher(json).find()) {
                leaks.add("a chat in " + where + ": " + json);
            }
            if (event.getFormattedMessage().startsWith("Route event-delivery failed, telegram-down")) {
                failedDelivery.set(json);
            }
        }

        @Override
        public void close() {
            root.setLevel(before);
            root.detachAppender(this);
            silenced.forEach(root::addAppender);
            stop();
        }
    }
}
