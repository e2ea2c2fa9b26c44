package dev.vestnik.component.telegram;

import java.io.Closeable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.telegram.TelegramProxyType;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the Bot API server: kept alive, HTTP/2 where TLS offers it, each request with its deadline. Nothing is
 * repeated, redirected or stored here: what a failure means is the caller's to decide.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what completes the result has no failures of its own
final class HttpTransport implements Closeable {
    private static final TimeValue IDLE = TimeValue.ofSeconds(60);
    private static final TimeValue SHUTDOWN = TimeValue.ofMilliseconds(500);
    private static final TimeValue CHECK_AFTER = TimeValue.ofSeconds(2);

    private final CloseableHttpAsyncClient client;
    private final Duration connectTimeout;

    HttpTransport(HttpSettings settings) {
        connectTimeout = settings.connectTimeout();
        client = builder(settings).build();
        client.start();
    }

    private static HttpAsyncClientBuilder builder(HttpSettings settings) {
        Timeout connect = Timeout.of(settings.connectTimeout());
        PoolingAsyncClientConnectionManagerBuilder connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(settings.maxConnections())
                .setMaxConnTotal(settings.maxConnections())
                .setMessageMultiplexing(true)
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.NEGOTIATE)
                        .setHandshakeTimeout(connect)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setValidateAfterInactivity(CHECK_AFTER)
                        .build());
        if (settings.ssl() != null) {
            connections.setTlsStrategy(ClientTlsStrategyBuilder.create()
                    .setSslContext(settings.ssl())
                    .buildAsync());
        }
        IOReactorConfig.Builder reactor =
                IOReactorConfig.custom().setTcpNoDelay(true).setSoKeepAlive(true);
        HttpAsyncClientBuilder builder = HttpAsyncClients.custom()
                .setConnectionManager(connections.build())
                .setUserAgent("camel-telegram")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .evictIdleConnections(IDLE);
        if (settings.proxyHost() != null) {
            switch (settings.proxyType()) {
                case HTTP -> builder.setProxy(new HttpHost(settings.proxyHost(), settings.proxyPort()));
                case SOCKS5 ->
                    reactor.setSocksProxyAddress(
                            InetSocketAddress.createUnresolved(settings.proxyHost(), settings.proxyPort()));
                case SOCKS4 ->
                    throw new IllegalArgumentException("telegram: proxyType=SOCKS4 is not supported; use "
                            + TelegramProxyType.HTTP + " or " + TelegramProxyType.SOCKS5);
            }
        }
        return builder.setIOReactorConfig(reactor.build());
    }

    /**
     * Posts once.
     *
     * @param method for what a failure says
     * @param timeout for the answer, counted from the connection; the whole has that and the connect timeout
     * @return completed on a thread of the network, which must not be kept; fails with {@link TelegramUnavailableException};
     *     cancelling it gives the request up
     */
    CompletableFuture<HttpAnswer> post(
            String method, HttpHost server, String path, RequestBody body, Duration timeout) {
        BasicHttpRequest request = new BasicHttpRequest("POST", server, path);
        request.setHeader("Accept", "application/json");
        request.setHeader("Accept-Encoding", "gzip");
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .setResponseTimeout(Timeout.of(timeout))
                .build());
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        Future<?> exchange;
        try {
            exchange = client.execute(
                    new BasicRequestProducer(request, body),
                    new BasicResponseConsumer<>(new BasicAsyncEntityConsumer()),
                    null,
                    context,
                    new Completion(method, body, answer));
        } catch (RuntimeException closed) {
            return CompletableFuture.failedFuture(HttpFailure.of(method, new CancellationException(), false));
        }
        CompletableFuture<HttpAnswer> result = new CompletableFuture<>();
        answer.orTimeout(timeout.plus(connectTimeout).toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((got, failure) -> {
                    if (failure == null) {
                        result.complete(got);
                        return;
                    }
                    exchange.cancel(true);
                    result.completeExceptionally(
                            failure instanceof TelegramUnavailableException
                                    ? failure
                                    : HttpFailure.of(method, failure, body.sent()));
                });
        result.whenComplete((got, failure) -> {
            if (result.isCancelled()) {
                answer.cancel(false);
            }
        });
        return result;
    }

    /** Closes the connections, soon those with a request under way too. */
    @Override
    public void close() {
        client.initiateShutdown();
        try {
            client.awaitShutdown(SHUTDOWN);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        client.close(CloseMode.IMMEDIATE);
    }

    private record Completion(String method, RequestBody body, CompletableFuture<HttpAnswer> answer)
            implements FutureCallback<Message<HttpResponse, byte[]>> {
        @Override
        public void completed(Message<HttpResponse, byte[]> message) {
            HttpResponse head = message.getHead();
            byte[] content = message.getBody();
            answer.complete(new HttpAnswer(
                    head.getCode(),
                    content == null ? new byte[0] : content,
                    header(head, "Content-Encoding"),
                    header(head, "Retry-After")));
        }

        @Override
        public void failed(Exception failure) {
            answer.completeExceptionally(HttpFailure.of(method, failure, body.sent()));
        }

        @Override
        public void cancelled() {
            answer.completeExceptionally(HttpFailure.of(method, new CancellationException(), body.sent()));
        }

        private static @Nullable String header(HttpResponse head, String name) {
            Header header = head.getFirstHeader(name);
            return header == null ? null : header.getValue();
        }
    }
}
