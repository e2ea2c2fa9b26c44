package dev.vestnik.component.telegram.http;

import org.apache.camel.component.telegram.TelegramProxyType;
import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.Socks4Proxy;
import org.eclipse.jetty.client.Socks5Proxy;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Creates Jetty's HTTP client for the Bot API: no redirects, cookies, authentication or retries. */
final class HttpClientFactory {
    /** For network I/O only: the caller processes responses on its own threads. */
    private static final int THREADS = 16;

    private static final long IDLE_MILLIS = 60_000;

    private HttpClientFactory() {}

    /** @throws IllegalStateException if the client cannot be started */
    static HttpClient start(HttpSettings settings) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("TelegramHttp");
        threads.setDaemon(true);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setConnectTimeout(settings.connectTimeout());
        SslContextFactory.Client tls = new SslContextFactory.Client();
        if (settings.ssl() != null) {
            tls.setSslContext(settings.ssl());
        }
        connector.setSslContextFactory(tls);
        HTTP2Client http2 = new HTTP2Client(connector);
        http2.setMaxConcurrentPushedStreams(0);
        HttpClient client = new HttpClient(new HttpClientTransportDynamic(
                connector, new ClientConnectionFactoryOverHTTP2.HTTP2(http2), HttpClientConnectionFactory.HTTP11));
        client.setExecutor(threads);
        client.setName("telegram");
        client.setUserAgentField(new PreEncodedHttpField(HttpHeader.USER_AGENT, "camel-telegram"));
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setIdleTimeout(IDLE_MILLIS);
        client.setMaxConnectionsPerDestination(settings.maxConnections());
        client.setMaxRequestsQueuedPerDestination(Integer.MAX_VALUE);
        if (settings.proxyHost() != null) {
            client.getProxyConfiguration()
                    .addProxy(proxy(settings.proxyType(), settings.proxyHost(), settings.proxyPort()));
        }
        try {
            client.start();
        } catch (Exception failure) {
            throw new IllegalStateException("telegram: cannot start the HTTP client", failure);
        }
        client.getProtocolHandlers().clear();
        // Responses that are not final come before the response.
        client.getProtocolHandlers().put(new ProcessingProtocolHandler());
        client.getProtocolHandlers().put(new EarlyHintsProtocolHandler());
        return client;
    }

    private static ProxyConfiguration.Proxy proxy(TelegramProxyType type, String host, int port) {
        return switch (type) {
            case HTTP -> new HttpProxy(host, port);
            case SOCKS4 -> new Socks4Proxy(host, port);
            case SOCKS5 -> new Socks5Proxy(host, port);
        };
    }
}
