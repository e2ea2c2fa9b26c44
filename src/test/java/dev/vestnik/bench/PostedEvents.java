package dev.vestnik.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vestnik.testing.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests a second {@code POST /events} takes until their events are in the stream, and what bounds it: how many a
 * route of the same server takes that only answers, or only parses the JSON, and how many of the same entries Redis alone takes.
 */
final class PostedEvents {
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = Integer.getInteger("bench.posts", 5);
    private static final int WARMING = 3;
    private static final int BATCH = 100;
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");
    private static final String ROUTES = """
            - route:
                id: bench-empty
                from:
                  uri: platform-http:/empty
                  parameters: {httpMethodRestrict: POST, muteException: true, useStreaming: true, populateBodyWithForm: false}
                  steps:
                    - to: {id: bench-empty-answer, uri: "direct:bench-answer"}
            - route:
                id: bench-parsed
                from:
                  uri: platform-http:/parsed
                  parameters: {httpMethodRestrict: POST, muteException: true, useStreaming: true, populateBodyWithForm: false}
                  steps:
                    - unmarshal: {id: bench-parsed-json, json: {unmarshalType: com.fasterxml.jackson.databind.JsonNode}}
                    - to: {id: bench-parsed-answer, uri: "direct:bench-answer"}
            - route:
                id: bench-answer
                from:
                  uri: direct:bench-answer
                  steps:
                    - removeHeaders: {id: bench-answer-headers, pattern: "*"}
                    - setHeader: {id: bench-answer-status, name: CamelHttpResponseCode, constant: "202"}
                    - setBody: {id: bench-answer-body, constant: '{"accepted":["1700000000000-0"]}'}
            """;

    private final Processes processes;
    private final Load load;
    private final int port = FreePort.find();

    PostedEvents(Processes processes, Load load) {
        this.processes = processes;
        this.load = load;
    }

    /** The settings of the service; it only accepts, so that nothing else is measured. */
    Map<String, String> settings(Path folder) throws IOException {
        Path route = folder.resolve("bounds.camel.yaml");
        Files.writeString(route, ROUTES);
        return Map.of(
                "VESTNIK_ROLES",
                "producer",
                "VESTNIK_HTTP_TOKENS",
                "bench:benchmark-token",
                "SERVER_PORT",
                Integer.toString(port),
                "CAMEL_MAIN_ROUTESINCLUDEPATTERN",
                "file:routes/*.camel.yaml,file:routes/sources/*.camel.yaml,file:" + route);
    }

    /** @return a line of the table for single events, and one for batches */
    List<String> run() throws Exception {
        return List.of(compare("single", 1), compare("batches of " + BATCH, BATCH));
    }

    private String compare(String name, int events) throws Exception {
        List<Double> posts = new ArrayList<>();
        List<Double> empties = new ArrayList<>();
        List<Double> parses = new ArrayList<>();
        List<Double> writes = new ArrayList<>();
        for (int round = 0; round < WARMING; round++) {
            round(name + ", warming", http("/events", events), events);
        }
        for (int round = 0; round < ROUNDS; round++) {
            double post = round(name + ", POST /events", http("/events", events), events);
            double empty = round(name + ", empty route", http("/empty", events), 0);
            double parse = round(name + ", a route that parses", http("/parsed", events), 0);
            double write = round(
                    name + ", Redis alone", new RedisWrites(load.redisPort(), load.takenEntry(), events)::send, events);
            posts.add(post);
            empties.add(empty);
            parses.add(parse);
            writes.add(write);
        }
        return "h: POST /events, %s: %.0f requests/s, %.0f events/s; %s of an empty route, %s of one that parses, %s of Redis alone"
                .formatted(
                        name,
                        median(posts),
                        median(posts) * events,
                        share(posts, empties),
                        share(posts, parses),
                        share(posts, writes));
    }

    private static String share(List<Double> some, List<Double> all) {
        return "%.0f %% (%.0f)".formatted(100 * median(some) / median(all), median(all));
    }

    private double round(String name, Requests requests, int events) throws Exception {
        Map<String, Long> pids = processes.pids();
        pids.put("redis", load.redisPid());
        Cpu cpu = Cpu.of(pids);
        long begun = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        long answered = 0;
        try {
            List<Callable<Long>> senders =
                    Collections.nCopies(CONNECTIONS, () -> requests.send(begun + ROUND.toNanos()));
            for (Future<Long> sender : threads.invokeAll(senders)) {
                answered += sender.get();
            }
        } finally {
            threads.shutdown();
        }
        double rate = answered * 1e9 / (System.nanoTime() - begun);
        System.out.printf("h: %s: %.0f requests/s, %s%n", name, rate, cpu.since(pids));
        long stored = load.takeEvents();
        if (stored != answered * events) {
            throw new IllegalStateException(stored + " events are in the stream, of " + answered * events);
        }
        return rate;
    }

    /** What one connection sends. */
    private interface Requests {
        /** Sends a request again and again, one after the other. */
        long send(long end) throws IOException;
    }

    private Requests http(String path, int events) {
        byte[] request = request(path, events);
        return end -> send(request, end);
    }

    /** Sends the request again and again, one after the other. */
    private long send(byte[] request, long end) throws IOException {
        long answered = 0;
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                boolean open = true;
                while (open && System.nanoTime() < end) {
                    socket.getOutputStream().write(request);
                    open = readAnswer(socket.getInputStream());
                    answered++;
                }
            }
        }
        return answered;
    }

    /** @return whether the connection takes another request; the server ends it after each hundred */
    private static boolean readAnswer(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int length = 0;
        String text = "";
        do {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new IOException("The connection ended within an answer: " + text);
            }
            length += read;
            text = new String(buffer, 0, length, ISO_8859_1);
        } while (!isWhole(text));
        if (!text.startsWith("HTTP/1.1 202")) {
            throw new IOException("The service answered " + text);
        }
        return !text.contains("Connection: close");
    }

    private static boolean isWhole(String answer) {
        int body = answer.indexOf("\r\n\r\n") + 4;
        Matcher length = LENGTH.matcher(answer);
        return body >= 4
                && (length.find()
                        ? answer.length() >= body + Integer.parseInt(length.group(1))
                        : answer.endsWith("0\r\n\r\n"));
    }

    private static byte[] request(String path, int events) {
        String event = """
                {"status":"info","title":"Link down on core-7","ip":"10.1.0.7","key":"core-7/if-3","source":"benchmark",\
                "text":"Interface GigabitEthernet0/3 changed its state to down; last input 00:00:07, output 00:00:01."}""";
        String body = events == 1 ? event : "[" + String.join(",", Collections.nCopies(events, event)) + "]";
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer benchmark-token\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(UTF_8);
    }

    private static double median(List<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
