package dev.vestnik.component.telegram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A Bot API server on a free port of loopback that speaks HTTP/2 over TLS, as Telegram's does, with a certificate made for it.
 * What a method shall answer is a number of milliseconds to wait first; a negative one: never.
 */
final class SecureBotApi implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    /** One request. */
    record Call(String method, String protocol, Object connection) {}

    private final Server server = new Server();
    private final ServerConnector connector;
    private final Path keys;
    private final Map<String, Function<Call, Duration>> delays = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Set<EndPoint> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger messageIds = new AtomicInteger();

    SecureBotApi(Path folder) throws Exception {
        keys = certificate(folder);
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keys.toString());
        tls.setKeyStorePassword(PASSWORD);
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer(false));
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        connector = new ServerConnector(
                server,
                1,
                1,
                new SslConnectionFactory(tls, "alpn"),
                alpn,
                new HTTP2ServerConnectionFactory(http),
                new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                SecureBotApi.this.handle(request, response, callback);
                return true;
            }
        });
        server.start();
    }

    private static Path certificate(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("bot-api.p12");
        if (!Files.exists(file)) {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keyalg",
                            "EC",
                            "-alias",
                            "bot-api",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=ip:127.0.0.1,dns:localhost",
                            "-keystore",
                            file.toString(),
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool made no certificate");
            }
        }
        return file;
    }

    String uri() {
        return "https://127.0.0.1:" + connector.getLocalPort();
    }

    /** TLS for a client that trusts this server. */
    SSLContextParameters trust() {
        return new SSLContextParameters() {
            @Override
            public SSLContext createSSLContext(CamelContext camel) throws GeneralSecurityException, IOException {
                KeyStore trusted = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(keys)) {
                    trusted.load(in, PASSWORD.toCharArray());
                }
                KeyStore certificates = KeyStore.getInstance("PKCS12");
                certificates.load(null, null);
                certificates.setCertificateEntry("bot-api", trusted.getCertificate("bot-api"));
                TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
                managers.init(certificates);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, managers.getTrustManagers(), null);
                return context;
            }
        };
    }

    /** From now on this method is answered after so long. */
    void delay(String method, Function<Call, Duration> delay) {
        delays.put(method, delay);
    }

    List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    /** How many connections have carried a call. */
    int connections() {
        return connections.size();
    }

    private void handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        Call call = new Call(
                path.substring(path.lastIndexOf('/') + 1),
                request.getConnectionMetaData().getProtocol(),
                connection);
        connections.add(connection);
        calls.add(call);
        Content.Source.consumeAll(request, Callback.from(() -> answer(call, response, callback), callback::failed));
    }

    private void answer(Call call, Response response, Callback callback) {
        Duration delay =
                delays.getOrDefault(call.method(), any -> Duration.ZERO).apply(call);
        if (delay.isNegative()) {
            return;
        }
        String result = call.method().equals("getUpdates")
                ? "[]"
                : "{\"message_id\":" + messageIds.incrementAndGet()
                        + ",\"date\":1700000000,\"chat\":{\"id\":7,\"type\":\"private\"}}";
        Runnable write = () -> {
            response.getHeaders().put("Content-Type", "application/json");
            Content.Sink.write(response, true, "{\"ok\":true,\"result\":" + result + "}", callback);
        };
        if (delay.isZero()) {
            write.run();
        } else {
            server.getScheduler().schedule(write, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
