package dev.vestnik.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A server over HTTP that keeps each request, and answers as it is told. */
public final class RecordingServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Answer otherwise;

    /** A request. */
    public record Request(String path, Headers headers, String body) {}

    /** An answer with a JSON body. */
    public record Answer(int status, String body) {}

    /** @param otherwise the answer to each request for which no other one was given */
    public RecordingServer(Answer otherwise) {
        this(otherwise, Duration.ZERO);
    }

    /** @param delay before each answer, one after the other */
    public RecordingServer(Answer otherwise, Duration delay) {
        this.otherwise = otherwise;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
            LockSupport.parkNanos(delay.toNanos());
            Answer next = answers.poll();
            Answer answer = next == null ? this.otherwise : next;
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** Answers the next request in this way. */
    public void next(Answer answer) {
        answers.add(answer);
    }

    public List<Request> requests() {
        return requests;
    }

    /** Without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
