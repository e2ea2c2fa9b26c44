package dev.vestnik.component.telegram;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * The connections to the Bot API server: kept alive, HTTP/2 where TLS offers it, each request with a deadline of its own. Nothing
 * is repeated, redirected or stored here: what a failure means is the caller's to decide.
 *
 * <p>With HTTP/2 requests share a connection. One that is given up or late ends alone; only a connection that has told nothing at
 * all since a request that came to its deadline is taken for dead, and closed.
 */
final class HttpTransport implements Closeable {
    /** The Bot API answers with less; a hundred updates of the longest texts have about a tenth of it. */
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    private static final HttpField ACCEPT = new PreEncodedHttpField(HttpHeader.ACCEPT, "application/json");

    private final HttpClient client;
    /** Where each address is: the same each time, and Jetty would work it out for every request. */
    private final Map<URI, Destination> destinations = new ConcurrentHashMap<>();

    /** When each connection last brought an answer, by {@link System#nanoTime}. */
    private final Map<Connection, Long> heard = Collections.synchronizedMap(new WeakHashMap<>());

    private final Set<Request> underWay = ConcurrentHashMap.newKeySet();

    HttpTransport(HttpSettings settings) {
        client = HttpClients.started(settings);
    }

    /**
     * Posts once.
     *
     * @param method for what a failure says
     * @param address the whole address, which is secret; of few, since where they are is remembered
     * @param timeout for the whole of it, from now to the end of the answer
     * @return completed on a thread of the network, which must not be kept; fails with {@link TelegramUnavailableException};
     *     cancelling it gives the request up
     */
    CompletableFuture<HttpAnswer> post(String method, URI address, RequestBody body, Duration timeout) {
        Request request = client.newRequest(address)
                .method(HttpMethod.POST)
                .headers(headers -> headers.put(ACCEPT))
                .body(body)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .idleTimeout(0, TimeUnit.MILLISECONDS);
        if (!"https".equals(address.getScheme())) {
            // Jetty would write and read the address once more to find the name of its server.
            HttpField server = new HostPortHttpField(address.getHost(), address.getPort());
            request.version(HttpVersion.HTTP_1_1).headers(headers -> headers.put(server));
        }
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        underWay.add(request);
        destinations
                .computeIfAbsent(address, any -> client.resolveDestination(request))
                .send(request, new Completion(method, body, System.nanoTime(), answer));
        answer.whenComplete((got, failure) -> {
            underWay.remove(request);
            if (answer.isCancelled()) {
                request.abort(new CancellationException());
            }
        });
        return answer;
    }

    /** Gives up what is under way, and closes the connections; the client by itself would leave the former unanswered. */
    @Override
    public void close() {
        underWay.forEach(request -> request.abort(new CancellationException()));
        LifeCycle.stop(client);
    }

    private final class Completion extends BufferingResponseListener {
        private final String method;
        private final RequestBody body;
        private final long begun;
        private final CompletableFuture<HttpAnswer> answer;

        Completion(String method, RequestBody body, long begun, CompletableFuture<HttpAnswer> answer) {
            super(LONGEST_ANSWER);
            this.method = method;
            this.body = body;
            this.begun = begun;
            this.answer = answer;
        }

        @Override
        public void onComplete(Result result) {
            Connection connection = result.getRequest().getConnection();
            Throwable failure = result.getFailure();
            if (failure == null) {
                if (connection != null) {
                    heard.put(connection, System.nanoTime());
                }
                byte[] content = getContent();
                answer.complete(new HttpAnswer(
                        result.getResponse().getStatus(),
                        content == null ? new byte[0] : content,
                        result.getResponse().getHeaders().get(HttpHeader.RETRY_AFTER)));
                return;
            }
            if (failure instanceof TimeoutException && connection != null && silent(connection)) {
                connection.close();
            }
            answer.completeExceptionally(
                    HttpFailure.of(method, client.isRunning() ? failure : new CancellationException(), body.sent()));
        }

        private boolean silent(Connection connection) {
            Long last = heard.get(connection);
            return last == null || last - begun < 0;
        }
    }
}
