package dev.vestnik.component.telegram;

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

/** What the endpoints of one component share: connections, and the threads that go on after an answer. */
final class Engine implements Closeable {
    private final AsyncTelegramComponent component;
    private final CamelContext context;
    private final ExecutorService answers;
    private final Map<HttpSettings, HttpTransport> transports = new HashMap<>();
    private final Map<Bot, BotApi> apis = new HashMap<>();
    private final @Nullable SSLContext ssl;

    Engine(AsyncTelegramComponent component) {
        this.component = component;
        this.context = component.getCamelContext();
        this.ssl = ssl(component.getSslContextParameters(), context);
        // As many threads as there are routes going on after an answer: a bounded pool could be filled by routes that
        // wait
        // for a second answer.
        this.answers = context.getExecutorServiceManager().newCachedThreadPool(this, "TelegramAnswers");
    }

    synchronized BotApi api(TelegramConfiguration configuration) {
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
                answers.execute(task);
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
        context.getExecutorServiceManager().shutdown(answers);
    }

    private static @Nullable SSLContext ssl(@Nullable SSLContextParameters parameters, CamelContext context) {
        if (parameters == null) {
            return null;
        }
        try {
            return parameters.createSSLContext(context);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException("telegram: sslContextParameters cannot be used", unusable);
        }
    }

    private record Bot(String baseUri, String token, HttpSettings settings) {
        @Override
        public String toString() {
            return "Bot";
        }
    }
}
