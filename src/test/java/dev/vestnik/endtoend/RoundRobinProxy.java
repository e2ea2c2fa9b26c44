package dev.vestnik.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** One address for several instances, of which each gets a request in turn; 502 if one does not answer. */
final class RoundRobinProxy implements AutoCloseable {
    static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final List<Passed> passed = new CopyOnWriteArrayList<>();

    /** A request that was passed on: the port of the instance, and its answer. */
    record Passed(int port, int status) {}

    RoundRobinProxy() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void add(RunningVestnik instance) {
        ports.add(instance.port());
    }

    void remove(RunningVestnik instance) {
        ports.remove((Integer) instance.port());
    }

    List<Passed> passed() {
        return passed;
    }

    private void pass(HttpExchange request) throws IOException {
        byte[] body = request.getRequestBody().readAllBytes();
        List<Integer> now = List.copyOf(ports);
        int status = 502;
        if (!now.isEmpty()) {
            int port = now.get(next.getAndIncrement() % now.size());
            status = send(port, request, body);
            passed.add(new Passed(port, status));
        }
        request.sendResponseHeaders(status, -1);
        request.close();
    }

    private int send(int port, HttpExchange request, byte[] body) {
        HttpRequest.Builder copy = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + request.getRequestURI()))
                .method(request.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : new String[] {"Content-Type", SECRET}) {
            String value = request.getRequestHeaders().getFirst(name);
            if (value != null) {
                copy.header(name, value);
            }
        }
        try {
            HttpResponse<Void> answer = client.send(copy.build(), HttpResponse.BodyHandlers.discarding());
            answer.headers().firstValue("Retry-After").ifPresent(seconds -> request.getResponseHeaders()
                    .set("Retry-After", seconds));
            return answer.statusCode();
        } catch (IOException gone) {
            return 502;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 502;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
