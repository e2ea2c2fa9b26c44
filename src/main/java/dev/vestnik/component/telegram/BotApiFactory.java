package dev.vestnik.component.telegram;

import dev.vestnik.component.telegram.http.HttpSettings;
import dev.vestnik.component.telegram.http.HttpTransport;
import java.io.Closeable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.component.telegram.TelegramConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** Creates one {@link BotApi} for each bot and server. Owns the HTTP connections and the threads that all of them share. */
final class BotApiFactory implements Closeable {
    private final AsyncTelegramComponent component;
    private final CamelContext context;
    private final ExecutorService callbackThreads;
    private final Map<HttpSettings, HttpTransport> transports = new HashMap<>();
    private final Map<Bot, BotApi> apis = new HashMap<>();
    private final @Nullable SSLContext ssl;

    BotApiFactory(AsyncTelegramComponent component) {
        this.component = component;
        this.context = component.getCamelContext();
        this.ssl = ssl(component.getSslContextParameters(), context);
        // Unbounded: routes that block on a second call could exhaust a bounded pool.
        this.callbackThreads = context.getExecutorServiceManager().newCachedThreadPool(this, "TelegramAnswers");
    }

    synchronized BotApi get(TelegramConfiguration configuration) {
        HttpSettings settings = settings(configuration);
        Bot bot = new Bot(configuration.getBaseUri(), configuration.getAuthorizationToken(), settings);
        return apis.computeIfAbsent(
                bot,
                key -> new BotApi(
                        transports.computeIfAbsent(settings, HttpTransport::new),
                        key.baseUri(),
                        key.token(),
                        component.getResponseTimeout(),
                        component.getCallListener(),
                        executor()));
    }

    private HttpSettings settings(TelegramConfiguration configuration) {
        String host = configuration.getProxyHost();
        Integer port = configuration.getProxyPort();
        boolean proxied = host != null && !host.isEmpty() && port != null;
        return new HttpSettings(
                component.getConnectTimeout(),
                component.getMaxConnections(),
                ssl,
                proxied ? host : null,
                proxied ? port : 0,
                configuration.getProxyType());
    }

    private Executor executor() {
        return task -> {
            try {
                callbackThreads.execute(task);
            } catch (RejectedExecutionException stopped) {
                task.run();
            }
        };
    }

    @Override
    public synchronized void close() {
        transports.values().forEach(HttpTransport::close);
        transports.clear();
        apis.clear();
        context.getExecutorServiceManager().shutdown(callbackThreads);
    }

    private static @Nullable SSLContext ssl(@Nullable SSLContextParameters parameters, CamelContext context) {
        if (parameters == null) {
            return null;
        }
        try {
            return parameters.createSSLContext(context);
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalArgumentException("telegram: invalid sslContextParameters", failure);
        }
    }

    private record Bot(String baseUri, String token, HttpSettings settings) {
        /** Omits the token. */
        @Override
        public String toString() {
            return "Bot";
        }
    }
}
