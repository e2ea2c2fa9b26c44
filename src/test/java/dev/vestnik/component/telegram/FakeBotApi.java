package dev.vestnik.component.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** A Bot API server on a free port of loopback, which records what it is asked and answers as it is told. */
final class FakeBotApi implements AutoCloseable {
    static final String TOKEN = "123456:AAH-secret_Of_The_Bot";
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** One request. */
    record Call(String method, Map<String, String> headers, byte[] body, long offset) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException notJson) {
                throw new UncheckedIOException(notJson);
            }
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
        }

        String text() {
            return new String(body, UTF_8);
        }
    }

    /** One answer. */
    record Answer(int status, String body, Map<String, String> headers) {
        static Answer ok(String result) {
            return new Answer(200, "{\"ok\":true,\"result\":" + result + "}", Map.of());
        }

        static Answer refused(int code, String description, String parameters) {
            return new Answer(
                    code,
                    "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\"" + parameters
                            + "}",
                    Map.of());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Function<Call, Answer>> scripts = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicLong messageIds = new AtomicLong();
    private final TreeMap<Long, ObjectNode> updates = new TreeMap<>();
    private boolean closed;

    FakeBotApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noServer) {
            throw new UncheckedIOException(noServer);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on this method answers so. */
    void script(String method, Function<Call, Answer> answer) {
        scripts.put(method, answer);
    }

    /** From now on this method answers of its own accord again. */
    void unscript(String method) {
        scripts.remove(method);
    }

    List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Something happens in a chat. */
    synchronized void update(long id, String content) {
        try {
            updates.put(id, (ObjectNode) JSON.readTree("{\"update_id\":" + id + "," + content + "}"));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
        notifyAll();
    }

    void text(long id, long chat, String text) {
        update(
                id,
                "\"message\":{\"message_id\":" + id + ",\"date\":1700000000,\"from\":{\"id\":" + chat
                        + ",\"is_bot\":false,\"first_name\":\"A\",\"language_code\":\"ru\"},\"chat\":{\"id\":" + chat
                        + ",\"type\":\"private\"},\"text\":\"" + text + "\"}");
    }

    /** Updates that were neither confirmed nor lost. */
    synchronized int waiting() {
        return updates.size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
            String path = exchange.getRequestURI().getPath();
            String method = path.substring(path.lastIndexOf('/') + 1);
            Call call = new Call(method, headers, body, offset(method, body));
            calls.add(call);
            Answer answer = path.contains(TOKEN)
                    ? scripts.getOrDefault(method, this::answer).apply(call)
                    : Answer.refused(404, "Not Found", "");
            byte[] content = answer.body().getBytes(UTF_8);
            if (answer.headers().containsKey("Content-Encoding")) {
                content = packed(content);
            }
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private static long offset(String method, byte[] body) throws IOException {
        return method.equals("getUpdates") && body.length > 0
                ? JSON.readTree(body).path("offset").asLong(-1)
                : -1;
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private Answer answer(Call call) {
        return switch (call.method()) {
            case "getUpdates" -> updates(call);
            case "getMe" -> Answer.ok("{\"id\":123456,\"is_bot\":true,\"username\":\"vestnik_bot\"}");
            case "createInvoiceLink" -> Answer.ok("\"https://t.me/invoice\"");
            case "getGameHighScores" -> Answer.ok("[{\"position\":1,\"score\":7,\"user\":{\"id\":5}}]");
            default ->
                call.method().startsWith("send") || call.method().startsWith("edit")
                        ? Answer.ok("{\"message_id\":" + messageIds.incrementAndGet()
                                + ",\"date\":1700000000,\"chat\":{\"id\":7,\"type\":\"private\"}}")
                        : Answer.ok("true");
        };
    }

    private synchronized Answer updates(Call call) {
        JsonNode asked = call.json();
        long end = System.nanoTime() + asked.path("timeout").asLong() * 1_000_000_000L;
        if (call.offset() >= 0) {
            updates.headMap(call.offset()).clear();
        }
        try {
            while (updates.isEmpty() && !closed && System.nanoTime() < end) {
                wait(50);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        ArrayNode result = JSON.createArrayNode();
        updates.values().stream().limit(asked.path("limit").asLong(100)).forEach(result::add);
        return Answer.ok(result.toString());
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
