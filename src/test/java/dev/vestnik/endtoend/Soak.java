package dev.vestnik.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Two instances that carry events, one that holds the conversation and the sandbox, a Redis, a load, and what goes wrong. All
 * that is random comes from one seed; when it happens depends on the machine.
 */
final class Soak implements AutoCloseable {
    private static final int PEOPLE = 10;
    private static final int MOODY = 2;
    private static final int KEYS = 40;
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Pattern TITLE = Pattern.compile("E\\d{5}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;
    private final Path folder;
    private final RestartableRedis redis;
    private final Map<String, String> environment = new HashMap<>();
    private final VestnikProcess talking;
    private final SandboxClient sandbox;
    private final List<VestnikProcess> carrying = new ArrayList<>();
    private final List<Happening> events = new ArrayList<>();
    private final Map<String, String> keyOfTitle = new HashMap<>();
    private final Map<Long, List<String>> received = new TreeMap<>();
    private final Map<Long, Set<String>> seen = new HashMap<>();
    private final Map<String, Integer> mishaps = new TreeMap<>();
    private final Set<Long> blocked = new HashSet<>();
    private final Semaphore never = new Semaphore(0);
    private Instant outageEnds = Instant.MIN;
    private Instant pauseEnds = Instant.MAX;
    private int paused = -1;
    private int starts;
    private long looked;
    private int repeated;
    private int documents;

    /** An event that was pushed. */
    record Happening(String id, String title, String area, boolean stale) {}

    Soak(Path folder, long seed) throws Exception {
        this.folder = folder;
        this.random = new Random(seed);
        this.redis = new RestartableRedis(folder.resolve("own-redis"));
        List<String> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(phone(i) + ",Person " + i + "," + area(i) + ",operator,en,");
        }
        Path directory = RunningVestnik.directory(
                folder.resolve("directory"), people, List.of("a0,Area 0", "a1,Area 1"), List.of("10.1.0.0/16,a0"));
        environment.putAll(Map.of(
                "VESTNIK_SANDBOX", "true",
                "REDIS_URL", redis.url(),
                "VESTNIK_REDIS_FOLDER", folder.resolve("seat").toString(),
                "VESTNIK_DIRECTORY", directory.toString(),
                "SERVER_PORT", "0",
                "MANAGEMENT_SERVER_PORT", "0",
                // A digest shows ranges of titles, and this test looks for each title.
                "VESTNIK_DELIVERY_MERGE", "false",
                "VESTNIK_DELIVERY_PER_CHAT", "unlimited",
                "VESTNIK_ROLES", "bot"));
        talking =
                VestnikProcess.start(folder.resolve("talking.log"), environment).awaitReady();
        sandbox = new SandboxClient(sandboxUrl());
        sandbox.unlimited();
        environment.put("VESTNIK_ROLES", "producer,consumer");
        carrying.add(startCarrying(0));
        carrying.add(startCarrying(1));
        for (VestnikProcess process : carrying) {
            process.awaitReady();
        }
        logIn();
        faults();
        looked = sandbox.counters().path("accepted").asLong();
    }

    private VestnikProcess startCarrying(int which) {
        Map<String, String> own = new HashMap<>(environment);
        own.put("CONSUMER_NAME", "carrier-" + which);
        return VestnikProcess.start(folder.resolve("carrier-" + which + "-" + starts++ + ".log"), own);
    }

    private void logIn() {
        for (int i = 0; i < PEOPLE; i++) {
            sandbox.addUser(chat(i), "Person " + i, phone(i), "en");
            sandbox.say(chat(i), "/start");
            sandbox.shareOwnContact(chat(i));
            sandbox.say(chat(i), "/poolon");
        }
        for (int i = 0; i < PEOPLE; i++) {
            long chat = chat(i);
            Awaitility.await("on duty in chat " + chat)
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> sandbox.texts(chat).size() >= 3);
        }
    }

    /** The faults of normal operation: late responses, some errors, some missing responses. */
    private void faults() {
        sandbox.faults(Map.of(
                "latencyMs",
                5,
                "jitterMs",
                40,
                "errorRate",
                0.02,
                "errorStatus",
                random.nextBoolean() ? 502 : 500,
                "dropRate",
                0.01,
                "hangMs",
                300,
                "methods",
                List.of("sendMessage", "sendDocument"),
                "seed",
                random.nextInt(1_000_000)));
    }

    void run(Duration time) throws Exception {
        Instant end = Instant.now().plus(time);
        Instant nextMishap = Instant.now().plusSeconds(3);
        while (Instant.now().isBefore(end)) {
            push();
            look();
            if (Instant.now().isAfter(outageEnds)) {
                outageEnds = Instant.MAX;
                faults();
            }
            if (paused >= 0 && Instant.now().isAfter(pauseEnds)) {
                carrying.get(paused).resume();
                paused = -1;
            }
            if (Instant.now().isAfter(nextMishap)) {
                mishap();
                nextMishap = Instant.now().plusMillis(2_000 + random.nextInt(5_000));
            }
            // A tick of the load: nobody releases this.
            never.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void push() throws JsonProcessingException {
        List<String> batch = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            batch.add(event());
        }
        if (random.nextInt(40) == 0) {
            batch.add("{\"status\":\"nonsense\"}");
        }
        if (!events.isEmpty() && random.nextInt(40) == 0) {
            Happening again = events.get(random.nextInt(events.size()));
            batch.add(JSON.writeValueAsString(
                    Map.of("id", again.id(), "status", "warning", "title", again.title(), "area", again.area())));
        }
        if (!batch.isEmpty()) {
            redis.ask(r -> r.rpush("vestnik:inbox", batch.toArray(String[]::new)));
        }
    }

    private String event() throws JsonProcessingException {
        int number = events.size();
        String title = "E%05d".formatted(number);
        String key = "key-" + random.nextInt(KEYS);
        boolean stale = random.nextInt(50) == 0;
        Happening happening = new Happening("id-" + number, title, area(random.nextInt(2)), stale);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", happening.id());
        // One status, by which a digest does not change the order, and an id sent once more is a duplicate.
        json.put("status", "warning");
        json.put("title", title + " of the day");
        json.put("key", key);
        json.put("area", happening.area());
        if (stale) {
            json.put("time", Instant.now().minus(Duration.ofHours(2)).toString());
            json.put("expires", "PT1H");
        }
        events.add(happening);
        keyOfTitle.put(title, key);
        return JSON.writeValueAsString(json);
    }

    private void mishap() throws Exception {
        int dice = random.nextInt(16);
        int which = random.nextInt(carrying.size());
        boolean bothUp = paused < 0 && carrying.stream().allMatch(VestnikProcess::ready);
        if (dice < 6) {
            sandbox.pause(chat(random.nextInt(PEOPLE)), 1 + random.nextInt(8));
            count("429");
        } else if (dice < 8) {
            moody(chat(random.nextInt(MOODY)));
        } else if (dice < 10) {
            sandbox.faults(Map.of("errorRate", 1.0, "errorStatus", 502, "methods", List.of("sendMessage")));
            outageEnds = Instant.now().plusSeconds(3 + random.nextInt(10));
            count("outage of Telegram");
        } else if (dice < 12) {
            redis.restart();
            count("restart of Redis");
        } else if (bothUp && dice < 14) {
            carrying.get(which).kill();
            carrying.set(which, startCarrying(which));
            count("kill -9");
        } else if (bothUp && dice == 14) {
            carrying.get(which).close();
            carrying.set(which, startCarrying(which));
            count("SIGTERM");
        } else if (bothUp) {
            carrying.get(which).pause();
            paused = which;
            pauseEnds = Instant.now().plusSeconds(5 + random.nextInt(40));
            count("SIGSTOP");
        }
    }

    private void moody(long chat) {
        if (blocked.add(chat)) {
            sandbox.block(chat);
            count("blocked");
        } else {
            blocked.remove(chat);
            sandbox.unblock(chat);
            sandbox.say(chat, "/me");
            count("unblocked");
        }
    }

    private void count(String mishap) {
        mishaps.merge(mishap, 1, Integer::sum);
    }

    /** Removes all faults and unblocks all chats. */
    void calm() throws Exception {
        sandbox.noFaults();
        if (paused >= 0) {
            carrying.get(paused).resume();
            paused = -1;
        }
        for (VestnikProcess process : carrying) {
            process.awaitReady();
        }
    }

    /** Reads what Telegram has taken since the last look. */
    void look() {
        for (JsonNode entry : sandbox.journal(looked)) {
            looked = entry.path("number").asLong();
            if (History.isEditOfCard(entry)) {
                continue;
            }
            long chat = entry.path("chat").asLong();
            if (entry.path("method").asText().equals("sendDocument")) {
                documents++;
            }
            List<String> titles = new ArrayList<>();
            Matcher title = TITLE.matcher(entry.path("text").asText());
            while (title.find()) {
                titles.add(title.group());
            }
            Set<String> before = seen.computeIfAbsent(chat, any -> new HashSet<>());
            if (titles.stream().anyMatch(before::contains)) {
                repeated++;
            }
            before.addAll(titles);
            received.computeIfAbsent(chat, any -> new ArrayList<>()).addAll(titles);
        }
    }

    RestartableRedis redis() {
        return redis;
    }

    List<Happening> events() {
        return events;
    }

    Map<Long, List<String>> received() {
        return received;
    }

    boolean has(long chat, String title) {
        return seen.getOrDefault(chat, Set.of()).contains(title);
    }

    String keyOf(String title) {
        return keyOfTitle.getOrDefault(title, title);
    }

    /** The chats on duty for an area that never blocked the bot. */
    List<Long> steady(String area) {
        List<Long> steady = new ArrayList<>();
        for (int i = MOODY; i < PEOPLE; i++) {
            if (area(i).equals(area)) {
                steady.add(chat(i));
            }
        }
        return steady;
    }

    int documents() {
        return documents;
    }

    /** Messages of which a part had come before. */
    int repeatedMessages() {
        return repeated;
    }

    /** How many may have: each crash one a chat, each answer that never came one. */
    long mayRepeat() {
        int crashes = mishaps.getOrDefault("kill -9", 0)
                + mishaps.getOrDefault("SIGTERM", 0)
                + mishaps.getOrDefault("SIGSTOP", 0)
                + mishaps.getOrDefault("restart of Redis", 0);
        return (long) crashes * PEOPLE + sandbox.counters().path("unanswered").asLong();
    }

    String report() {
        return "%d events; went wrong: %s; sandbox: %s; %d messages came twice, %d might have"
                .formatted(
                        events.size(), mishaps, sandbox.counters().path("refusals"), repeatedMessages(), mayRepeat());
    }

    private String sandboxUrl() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("seat/sandbox.properties"))) {
            properties.load(reader);
        }
        return properties.getProperty("url");
    }

    private static long chat(int i) {
        return 5_000 + i;
    }

    private static String area(int i) {
        return "a" + i % 2;
    }

    private static String phone(int i) {
        return "+7916%07d".formatted(i);
    }

    @Override
    public void close() throws Exception {
        for (VestnikProcess process : carrying) {
            process.kill();
        }
        talking.kill();
        redis.close();
    }
}
