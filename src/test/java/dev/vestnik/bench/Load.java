package dev.vestnik.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The people who have logged in, and the events for them. Each event goes to one person, and no text comes twice. */
final class Load implements AutoCloseable {
    private static final int PEOPLE = 50;
    private static final int CHUNK = 250;
    private static final String TEXT =
            "Interface GigabitEthernet0/3 changed its state to down; last input 00:00:07, output 00:00:01.";

    private final StatefulRedisConnection<String, String> redis;
    private final Socket plain;
    private final int redisPort;
    private Map<String, String> takenEntry = Map.of();
    private int next;

    /** What an event is like. */
    enum Kind {
        /** With a text of about a hundred characters. */
        WITH_TEXT,
        /** A title alone, as the flood of the sandbox's page has it. */
        TITLE_ALONE,
        /** A warning, which wakes nobody. */
        WARNING
    }

    /** What was pushed. */
    record Pushed(long at, Map<Long, List<String>> texts) {
        int count() {
            return texts.values().stream().mapToInt(List::size).sum();
        }
    }

    Load(BenchRedis redis) throws IOException {
        this.redis = redis.connect();
        this.redisPort = redis.port();
        this.plain = new Socket(InetAddress.getLoopbackAddress(), redis.port());
        plain.setTcpNoDelay(true);
    }

    /** Writes the directory's files, and logs everyone in. */
    void people(Path directory) throws IOException {
        List<String> people = new ArrayList<>(List.of("phone,name,areas,role,language,zone"));
        for (int i = 0; i < PEOPLE; i++) {
            people.add(phone(i) + ",Person " + i + ",north,operator,en,UTC");
            redis.sync()
                    .hset(
                            "vestnik:users",
                            Long.toString(chat(i)),
                            "{\"chat\":%d,\"phone\":\"%s\",\"language\":\"en\",\"onDuty\":true,\"enabled\":true,\"deselected\":[],\"unreachable\":false}"
                                    .formatted(chat(i), phone(i)));
        }
        redis.sync().incr("vestnik:users:version");
        Files.createDirectories(directory);
        Files.write(directory.resolve("people.csv"), people);
        Files.writeString(directory.resolve("areas.csv"), "area,name\nnorth,North\n");
        Files.writeString(directory.resolve("rangeips.csv"), "cidr,area\n10.1.0.0/16,north\n");
    }

    long redisPid() {
        return redis.sync()
                .info("server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("process_id:".length()).trim()))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the directory has been read from its files, which a first start does beside accepting work. */
    void awaitDirectory() throws InterruptedException {
        while (redis.sync().hlen("vestnik:people") < PEOPLE) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Pushes events into the inbox as fast as Redis takes them, to so many people in turn, who go on where they were. */
    Pushed push(int events, int people, Kind kind) throws Exception {
        Map<Long, List<String>> texts = new TreeMap<>();
        List<RedisFuture<Long>> answers = new ArrayList<>();
        List<String> chunk = new ArrayList<>();
        long at = now();
        for (int i = 0; i < events; i++) {
            int person = next % people;
            String text = "E%06d".formatted(next++);
            texts.computeIfAbsent(chat(person), any -> new ArrayList<>()).add(text);
            chunk.add(event(text, person, kind));
            if (chunk.size() == CHUNK || i == events - 1) {
                answers.add(redis.async().rpush("vestnik:inbox", chunk.toArray(String[]::new)));
                chunk.clear();
            }
        }
        for (RedisFuture<Long> answer : answers) {
            answer.get(30, TimeUnit.SECONDS);
        }
        return new Pushed(at, texts);
    }

    /**
     * Pushes one event into the inbox, by a socket: the clock runs from when the finished command goes to Redis, so that what
     * the benchmark's own client needs for a command, cold as it is between two, is not counted. Nor does it wait for the
     * answer here, which would take a processor from the service while it is at work; see {@link #pushed}.
     */
    Pushed pushOne(int people) throws IOException {
        int person = next % people;
        String text = "E%06d".formatted(next++);
        byte[] event = event(text, person, Kind.WITH_TEXT).getBytes(UTF_8);
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.write("*3\r\n$5\r\nRPUSH\r\n$13\r\nvestnik:inbox\r\n$%d\r\n"
                .formatted(event.length)
                .getBytes(UTF_8));
        command.write(event);
        command.write("\r\n".getBytes(UTF_8));
        byte[] bytes = command.toByteArray();
        Map<Long, List<String>> texts = Map.of(chat(person), List.of(text));
        long at = now();
        plain.getOutputStream().write(bytes);
        return new Pushed(at, texts);
    }

    /** Reads what Redis has answered to {@link #pushOne}. */
    void pushed() throws IOException {
        byte[] answer = new byte[32];
        int length = plain.getInputStream().read(answer);
        if (length < 3 || answer[0] != ':') {
            throw new IllegalStateException("Redis did not take RPUSH: " + new String(answer, UTF_8).trim());
        }
    }

    /**
     * Removes all events of the stream.
     *
     * @return how many there were
     */
    long takeEvents() {
        long events = redis.sync().xlen("vestnik:events");
        redis.sync()
                .xrevrange("vestnik:events", Range.unbounded(), Limit.from(1))
                .forEach(entry -> takenEntry = entry.getBody());
        redis.sync().xtrim("vestnik:events", 0);
        return events;
    }

    /** The fields of the last event that {@link #takeEvents} has removed. */
    Map<String, String> takenEntry() {
        return takenEntry;
    }

    int redisPort() {
        return redisPort;
    }

    /** Opens so many incidents, each told to so many people. */
    void open(int incidents, int each) {
        String[] events = IntStream.range(0, incidents)
                .mapToObj(i -> "{\"status\":\"critical\",\"title\":\"C%04d link down\",\"key\":\"card-%d\",\"to\":[%s]}"
                        .formatted(
                                i,
                                i,
                                IntStream.range(0, each)
                                        .mapToObj(person -> "\"" + phone((i + person * 7) % PEOPLE) + "\"")
                                        .collect(Collectors.joining(","))))
                .toArray(String[]::new);
        redis.sync().rpush("vestnik:inbox", events);
    }

    private static String event(String text, int person, Kind kind) {
        return ("{\"status\":\"%s\",\"title\":\"%s link down\",\"ip\":\"10.1.0.%d\",\"key\":\"core-%d/%s\","
                        + "\"source\":\"benchmark\",%s\"to\":[\"%s\"]}")
                .formatted(
                        kind == Kind.WARNING ? "warning" : status(),
                        text,
                        person,
                        person,
                        text,
                        kind == Kind.WITH_TEXT ? "\"text\":\"" + TEXT + "\"," : "",
                        phone(person));
    }

    /** By default one that opens an incident, which is the most work. */
    private static String status() {
        return System.getProperty("bench.status", "critical");
    }

    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static long chat(int person) {
        return 1_000 + person;
    }

    private static String phone(int person) {
        return "+7916%07d".formatted(person);
    }

    @Override
    public void close() throws IOException {
        plain.close();
        redis.close();
    }
}
