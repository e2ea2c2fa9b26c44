package dev.vestnik.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service and the fake Telegram, each a process of its own. */
final class Processes implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(240);

    private final Path folder;
    private final Path jar;
    private final String redis;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process telegram;
    private final int telegramPort;
    private Process service;

    /**
     * @param folder for logs and the directory
     * @param jar the packaged service
     * @param redis its URL
     */
    Processes(Path folder, Path jar, String redis) throws IOException {
        this.folder = folder;
        this.jar = jar;
        this.redis = redis;
        telegram = new ProcessBuilder(
                        java(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeTelegram.class.getName())
                .redirectError(folder.resolve("telegram.log").toFile())
                .start();
        BufferedReader out = telegram.inputReader(StandardCharsets.UTF_8);
        telegramPort = Integer.parseInt(String.valueOf(out.readLine()));
    }

    /**
     * Starts the service and waits until it is ready.
     *
     * @return how long that took
     */
    Duration start(Map<String, String> settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(List.of(System.getProperty("bench.java", "").split(" ")));
        command.removeIf(String::isEmpty);
        command.addAll(List.of("-jar", jar.toString()));
        Path log = folder.resolve("service.log");
        Files.deleteIfExists(log);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "REDIS_URL", redis,
                        "TELEGRAM_BASE_URI", "http://127.0.0.1:" + telegramPort,
                        "TELEGRAM_BOT_TOKEN", "1:benchmark",
                        "VESTNIK_SANDBOX", "false",
                        "VESTNIK_DIRECTORY", folder.resolve("directory").toString(),
                        "SERVER_PORT", "0",
                        "MANAGEMENT_SERVER_PORT", "0"));
        builder.environment().putAll(settings);
        long begun = System.nanoTime();
        service = builder.start();
        while (!Files.readString(log).contains("Vestnik is ready")) {
            if (!service.isAlive() || System.nanoTime() - begun > START.toNanos()) {
                throw new IllegalStateException("Vestnik did not start:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The service's resident memory in MiB; -1 where the system does not tell. */
    long memory() throws IOException {
        Path status = Path.of("/proc", Long.toString(service.pid()), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    /** The running processes, this one too, by name. */
    Map<String, Long> pids() {
        return new LinkedHashMap<>(Map.of(
                "vestnik", service.pid(),
                "telegram", telegram.pid(),
                "benchmark", ProcessHandle.current().pid()));
    }

    /** SIGTERM. */
    void stop() throws InterruptedException {
        service.destroy();
        if (!service.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        service.destroyForcibly().waitFor();
    }

    /** Sets how Telegram answers, and forgets what was sent to it. */
    void telegram(Duration latency, boolean limits) throws Exception {
        ask("/rules?latency=" + latency.toMillis() + "&limits=" + limits, START);
    }

    /** Waits until Telegram has so many different texts. */
    void awaitTexts(int texts, Duration longest) throws Exception {
        ask("/await?texts=" + texts, longest);
    }

    /** What was sent to Telegram. */
    List<Call> calls() throws Exception {
        return ask("/journal", START).lines().map(Call::of).toList();
    }

    /** Presses a button of this card. */
    void press(int id, CardPresses.Shown card, String data) throws Exception {
        ask("/press?chat=" + card.chat() + "&message=" + card.message() + "&data=" + data + "&id=" + id, START);
    }

    /** What the presses were answered with. */
    List<String> presses() throws Exception {
        return ask("/presses", START).lines().toList();
    }

    /** The cards as they are shown now. */
    List<CardPresses.Shown> cards() throws Exception {
        return ask("/cards", START).lines().map(CardPresses.Shown::of).toList();
    }

    private String ask(String path, Duration longest) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + telegramPort + path))
                .timeout(longest)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @Override
    public void close() {
        if (service != null) {
            service.destroyForcibly();
        }
        telegram.destroyForcibly();
    }
}
