package dev.vestnik.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestnik.sandbox.StandaloneSandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A Telegram, a Redis that can be stopped, one address, and the instances behind it, which poll or have the webhook. */
final class WebhookDeployment implements AutoCloseable {
    static final long ANNA = 5001;
    static final String PATH = "/telegram";

    /** Commands whose answers differ. */
    private static final List<String> COMMANDS = List.of("/who", "/help", "/me", "/open");

    private static final Duration LEASE = Duration.ofSeconds(2);

    final StandaloneSandbox telegram = StandaloneSandbox.start();
    final SandboxClient people = new SandboxClient(telegram.url());
    final RoundRobinProxy proxy = new RoundRobinProxy();
    final RestartableRedis redis;
    private final Path folder;
    private final Path directory;
    private final List<RunningVestnik> instances = new ArrayList<>();
    private final List<VestnikProcess> processes = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private int said;

    WebhookDeployment(Path folder) throws IOException {
        this.folder = folder;
        redis = new RestartableRedis(folder.resolve("redis"));
        directory = RunningVestnik.directory(
                folder.resolve("directory"),
                List.of("+79160000001,Анна Орлова,north,operator,ru,"),
                List.of("north,Север"),
                List.of("10.1.0.0/16,north"));
        people.unlimited();
        people.addUser(ANNA, "Анна", "+79160000001", "ru");
    }

    RunningVestnik poller(String name) {
        return start(name, "vestnik.telegram.webhook.url=");
    }

    /** Its port is behind the address. */
    RunningVestnik receiver(String name) {
        RunningVestnik instance = start(name, "vestnik.telegram.webhook.url=" + proxy.url(PATH));
        proxy.add(instance);
        return instance;
    }

    private RunningVestnik start(String name, String mode) {
        RunningVestnik instance = RunningVestnik.start(
                folder.resolve(name),
                "vestnik.sandbox=false",
                "vestnik.telegram.token=" + StandaloneSandbox.TOKEN,
                "vestnik.telegram.base-uri=" + telegram.url(),
                "vestnik.redis.url=" + redis.url(),
                "vestnik.consumer-name=" + name,
                "vestnik.directory.folder=" + directory,
                "vestnik.directory.interval=200",
                // A reply that comes late does not make those behind it wait.
                "vestnik.delivery.per-chat=unlimited",
                mode);
        instances.add(instance);
        return instance;
    }

    /**
     * What a process leaves behind that takes the lease and is killed when Telegram has taken this call of it: the lease until
     * it expires, and nothing else.
     */
    void diesAfter(RunningVestnik any, String method, Map<String, ?> arguments) {
        any.redis().psetex(any.keys().lease("telegram-poll"), LEASE.toMillis(), "the token of a dead process");
        people.call(StandaloneSandbox.TOKEN, method, arguments);
    }

    /** A process of its own that polls, to be killed; it is not awaited. */
    VestnikProcess pollingProcess(String name) {
        return process(name, "");
    }

    /** The same with the webhook; it is not behind the address. */
    VestnikProcess receivingProcess(String name) {
        return process(name, proxy.url(PATH));
    }

    private VestnikProcess process(String name, String webhook) {
        Map<String, String> environment = Map.of(
                "REDIS_URL",
                redis.url(),
                "TELEGRAM_BOT_TOKEN",
                StandaloneSandbox.TOKEN,
                "TELEGRAM_BASE_URI",
                telegram.url(),
                "TELEGRAM_WEBHOOK_URL",
                webhook,
                "VESTNIK_SANDBOX",
                "false",
                "VESTNIK_DIRECTORY",
                directory.toString(),
                "VESTNIK_DELIVERY_PER_CHAT",
                "unlimited",
                "CONSUMER_NAME",
                name,
                "SERVER_PORT",
                "0",
                "MANAGEMENT_SERVER_PORT",
                "0");
        VestnikProcess process = VestnikProcess.start(folder.resolve(name + ".log"), environment);
        processes.add(process);
        return process;
    }

    /** It ends in order. */
    void end(RunningVestnik instance) {
        proxy.remove(instance);
        instances.remove(instance);
        instance.close();
    }

    void logIn() {
        people.say(ANNA, "/start");
        people.shareOwnContact(ANNA);
        patiently().until(() -> people.texts(ANNA).stream().anyMatch(text -> text.contains("Анна")));
        patiently().until(() -> webhook().path("pending_update_count").asInt() == 0);
        for (String command : COMMANDS) {
            int before = people.texts(ANNA).size();
            people.say(ANNA, command);
            patiently().until(() -> people.texts(ANNA).size() > before);
            answers.put(command, people.texts(ANNA).get(before));
        }
        assertThat(Stream.of(COMMANDS).flatMap(List::stream).map(answers::get)).doesNotHaveDuplicates();
    }

    /** Anna sends so many commands at once. Returns the answers that are due; one never equals the one before it. */
    List<String> says(int many) {
        List<String> due = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String command = COMMANDS.get(said++ % COMMANDS.size());
            people.say(ANNA, command);
            due.add(answers.get(command));
        }
        return due;
    }

    /** What {@code getWebhookInfo} says. */
    JsonNode webhook() {
        return people.get("/bot" + StandaloneSandbox.TOKEN + "/getWebhookInfo").path("result");
    }

    static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    @Override
    public void close() throws InterruptedException {
        for (VestnikProcess process : processes) {
            process.kill();
        }
        List.copyOf(instances).forEach(this::end);
        proxy.close();
        redis.close();
        telegram.close();
    }
}
