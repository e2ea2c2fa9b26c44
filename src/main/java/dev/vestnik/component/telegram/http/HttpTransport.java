package dev.vestnik.component.telegram.http;

import dev.vestnik.component.telegram.TelegramUnavailableException;
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
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Sends requests to the Bot API server over persistent connections, with HTTP/2 where TLS negotiates it. Each request has its
 * own timeout. Never retries or follows redirects: the caller handles failures. Internal to the component.
 *
 * <p>HTTP/2 requests share a connection. A cancelled or timed-out request does not affect the others. A connection is closed
 * only if a request timed out on it and it has delivered no response since that request started.
 */
public final class HttpTransport implements Closeable {
    /** In bytes. 100 updates (the limit of getUpdates) with texts of maximum length take about a tenth of this. */
    private static final int MAX_RESPONSE_SIZE = 16 * 1024 * 1024;

    /** The client's own timeout comes first, since it tells whether the connection can be kept. */
    private static final Duration DEADLINE_MARGIN = Duration.ofMillis(500);

    private final HttpClient client;
    /** The {@link System#nanoTime} of each connection's last response. */
    private final Map<Connection, Long> lastResponses = Collections.synchronizedMap(new WeakHashMap<>());

    private final Set<Request> inFlight = ConcurrentHashMap.newKeySet();

    public HttpTransport(HttpSettings settings) {
        client = HttpClientFactory.start(settings);
    }

    /**
     * Sends one POST request.
     *
     * @param method the Bot API method, for exception messages
     * @param address contains the token; never appears in an exception
     * @param timeout from this call to the end of the response
     * @return completes on a network thread, which callers must not block; fails with {@link TelegramUnavailableException};
     *     cancelling it aborts the request
     */
    public CompletableFuture<HttpResponse> post(String method, URI address, RequestBody body, Duration timeout) {
        Request request = client.newRequest(address)
                .method(HttpMethod.POST)
                .headers(headers -> headers.put(HttpHeader.ACCEPT, "application/json"))
                .body(body)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .idleTimeout(0, TimeUnit.MILLISECONDS);
        if (!"https".equals(address.getScheme())) {
            // Without TLS there is no negotiation, and Jetty would assume HTTP/2.
            request.version(HttpVersion.HTTP_1_1);
        }
        CompletableFuture<HttpResponse> response = new CompletableFuture<>();
        inFlight.add(request);
        request.send(new Listener(method, body, System.nanoTime(), response));
        CompletableFuture<Void> deadline = deadline(method, request, body, timeout, response);
        response.whenComplete((ignored, failure) -> {
            inFlight.remove(request);
            deadline.cancel(false);
            if (response.isCancelled()) {
                request.abort(new CancellationException());
            }
        });
        return response;
    }

    /**
     * Ends the request even if the client does not, which happens after a response that is not final (1xx), whose connection
     * then closes or stays silent.
     */
    private static CompletableFuture<Void> deadline(
            String method,
            Request request,
            RequestBody body,
            Duration timeout,
            CompletableFuture<HttpResponse> response) {
        CompletableFuture<Void> deadline = new CompletableFuture<Void>()
                .completeOnTimeout(null, timeout.plus(DEADLINE_MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        deadline.thenRun(() -> {
            TimeoutException late = new TimeoutException();
            if (response.completeExceptionally(HttpFailures.of(method, late, body.sent()))) {
                request.abort(late);
                Connection connection = request.getConnection();
                if (connection != null) {
                    connection.close();
                }
            }
        });
        return deadline;
    }

    /** Aborts the requests in flight, which Jetty's own stop would leave without a result, and closes the connections. */
    @Override
    public void close() {
        inFlight.forEach(request -> request.abort(new CancellationException()));
        LifeCycle.stop(client);
    }

    private final class Listener extends BufferingResponseListener {
        private final String method;
        private final RequestBody body;
        private final long startedAt;
        private final CompletableFuture<HttpResponse> response;

        Listener(String method, RequestBody body, long startedAt, CompletableFuture<HttpResponse> response) {
            super(MAX_RESPONSE_SIZE);
            this.method = method;
            this.body = body;
            this.startedAt = startedAt;
            this.response = response;
        }

        @Override
        public void onComplete(Result result) {
            Connection connection = result.getRequest().getConnection();
            Throwable failure = result.getFailure();
            if (failure == null) {
                if (connection != null) {
                    lastResponses.put(connection, System.nanoTime());
                }
                byte[] content = getContent();
                response.complete(new HttpResponse(
                        result.getResponse().getStatus(),
                        content == null ? new byte[0] : content,
                        result.getResponse().getHeaders().get(HttpHeader.RETRY_AFTER)));
                return;
            }
            if (failure instanceof TimeoutException && connection != null && isSilent(connection)) {
                connection.close();
            }
            response.completeExceptionally(
                    HttpFailures.of(method, client.isRunning() ? failure : new CancellationException(), body.sent()));
        }

        private boolean isSilent(Connection connection) {
            Long last = lastResponses.get(connection);
            return last == null || last - startedAt < 0;
        }
    }
}
