package dev.vestnik.start;

import dev.vestnik.component.telegram.TelegramWebhook;
import dev.vestnik.embedded.SandboxLock;
import dev.vestnik.ops.logging.SecretRedactionFilter;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.routes.RouteFilesCheck;
import dev.vestnik.start.settings.RawSettings;
import dev.vestnik.start.settings.SettingRules;
import dev.vestnik.start.settings.SettingsValidator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The first step of a start: checks the settings and decides by {@link StartMode} what this process runs. It registers these
 * beans before all others: the {@link StartMode}, the {@link SandboxHost}, with a sandbox its {@link SandboxLock}, and {@value
 * #SANDBOX_OWNER} if this process runs the sandbox. It also sets these settings to the value that is in effect: {@code
 * vestnik.consumer-name}, {@code vestnik.telegram.token} and {@code .base-uri}, {@code vestnik.http-tokens.*}, {@code
 * server.port}, {@code server.address}, {@code management.server.port}.
 */
public final class StartModeInitializer
        implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {
    /** The name of a bean that exists only in the process that runs the sandbox. */
    static final String SANDBOX_OWNER = "sandboxOwner";

    private static final String SOURCE = "vestnikStart";
    private static final Pattern REDIS_LOGIN = Pattern.compile("[a-z-]+://(?:[^:@/]*:)?([^@/]+)@");

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
    }

    /** @throws StartRefusedException with a sentence, where a setting is wrong or the settings contradict each other */
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        SecretRedactionFilter.guard(Set.of());
        RawSettings settings = new RawSettings(environment::getProperty);
        SettingsValidator.check(settings);
        RouteFilesCheck.check(Path.of("routes"));
        Path folder = Path.of(settings.required("vestnik.redis.folder"));
        StartMode mode = StartMode.decide(new StartMode.Given(
                SettingRules.sandbox("VESTNIK_SANDBOX", settings.required("vestnik.sandbox")),
                token(settings) != null,
                settings.optional("vestnik.redis.url"),
                !settings.required("vestnik.telegram.base-uri").contains("//api.telegram.org"),
                SandboxLock.isTaken(folder)));

        Map<String, Object> decided = new LinkedHashMap<>();
        decided.put("vestnik.consumer-name", consumerName(settings));
        Map<String, String> senders = httpTokens(settings);
        if (mode.loopbackOnly() || mode.sandbox() && settings.optional("server.address") == null) {
            decided.put("server.address", "127.0.0.1");
        }
        SandboxHost host = SandboxHost.NONE;
        if (mode.sandbox()) {
            host = joinSandbox(context, folder, settings, decided, senders);
        } else {
            decided.put("vestnik.telegram.token", token(settings));
            decided.put(
                    "vestnik.telegram.base-uri",
                    SettingRules.baseUri("TELEGRAM_BASE_URI", settings.required("vestnik.telegram.base-uri")));
        }
        senders.forEach((name, token) -> decided.put("vestnik.http-tokens." + name, token));
        SecretRedactionFilter.guard(secrets(settings, decided, senders));
        environment.getPropertySources().addFirst(new MapPropertySource(SOURCE, decided));
        context.getBeanFactory().registerSingleton("startMode", mode);
        context.getBeanFactory().registerSingleton("sandboxHost", host);
        if (host == SandboxHost.THIS_PROCESS) {
            context.getBeanFactory().registerSingleton(SANDBOX_OWNER, true);
        }
    }

    /** Makes this process run the sandbox of this folder, or finds the process that runs it. */
    private static SandboxHost joinSandbox(
            ConfigurableApplicationContext context,
            Path folder,
            RawSettings settings,
            Map<String, Object> decided,
            Map<String, String> senders) {
        URI own = SandboxUri.uri(
                decided.containsKey("server.address") ? "127.0.0.1" : settings.optional("server.address"),
                settings.required("server.port"));
        SandboxLock lock = takeLock(folder, own);
        context.getBeanFactory().registerSingleton("sandboxLock", lock);
        if (context.getBeanFactory() instanceof DefaultListableBeanFactory beans) {
            beans.registerDisposableBean("sandboxLock", lock::close);
        }
        decided.put("vestnik.telegram.base-uri", lock.uri().toString());
        decided.put("vestnik.telegram.token", lock.token());
        if (senders.isEmpty()) {
            senders.put("sandbox", lock.httpToken());
        }
        if (lock.isOwner()) {
            decided.put("server.port", own.getPort());
            ApplicationListener<WebServerInitializedEvent> listening = event -> {
                if (event.getApplicationContext().getServerNamespace() == null) {
                    lock.publish();
                }
            };
            context.addApplicationListener(listening);
        } else {
            decided.putAll(portsBeside(settings));
        }
        return lock.isOwner() ? SandboxHost.THIS_PROCESS : SandboxHost.OTHER_PROCESS;
    }

    /** A process that joins takes free ports unless it is given some, because the first process has the default ones. */
    private static Map<String, Object> portsBeside(RawSettings settings) {
        Map<String, Object> ports = new LinkedHashMap<>();
        if (settings.optional("SERVER_PORT") == null) {
            ports.put("server.port", 0);
        }
        if (settings.optional("MANAGEMENT_SERVER_PORT") == null) {
            ports.put("management.server.port", 0);
        }
        return ports;
    }

    private static SandboxLock takeLock(Path folder, URI own) {
        try {
            return SandboxLock.take(folder, own);
        } catch (IOException failed) {
            throw new StartRefusedException(
                    "The sandbox cannot use the folder " + folder + ": " + failed.getMessage() + ".");
        }
    }

    private static String consumerName(RawSettings settings) {
        String name = settings.optional("vestnik.consumer-name");
        return SettingRules.consumerName("consumerName", name == null ? HostName.get() : name);
    }

    /** The secrets that the log must never show. */
    private static Set<String> secrets(RawSettings settings, Map<String, Object> decided, Map<String, String> senders) {
        Set<String> secrets = new HashSet<>(senders.values());
        if (decided.get("vestnik.telegram.token") instanceof String token) {
            secrets.add(token);
            secrets.add(token.substring(token.indexOf(':') + 1));
            secrets.add(TelegramWebhook.secretOf(token));
        }
        String password = settings.optional("vestnik.admin.password");
        if (password != null) {
            secrets.add(password);
        }
        secrets.addAll(SettingRules.viewers(
                        "VESTNIK_ADMIN_VIEWERS",
                        settings.required("vestnik.admin.user"),
                        settings.optional("vestnik.admin.viewers"))
                .values());
        String webhook = settings.optional("vestnik.telegram.webhook.secret");
        if (webhook != null) {
            secrets.add(webhook);
        }
        String directory = settings.optional("vestnik.directory.http.token");
        if (directory != null) {
            secrets.add(directory);
        }
        String redis = settings.optional("vestnik.redis.url");
        Matcher login = REDIS_LOGIN.matcher(redis == null ? "" : redis);
        if (login.lookingAt()) {
            secrets.add(login.group(1));
        }
        return secrets;
    }

    private static Map<String, String> httpTokens(RawSettings settings) {
        String pairs = settings.optional("VESTNIK_HTTP_TOKENS");
        return pairs == null ? new LinkedHashMap<>() : SettingRules.httpTokens("VESTNIK_HTTP_TOKENS", pairs);
    }

    private static @Nullable String token(RawSettings settings) {
        String token = settings.optional("vestnik.telegram.token");
        String file = settings.optional("TELEGRAM_BOT_TOKEN_FILE");
        if (token != null && file != null) {
            throw new StartRefusedException(
                    "TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_TOKEN_FILE are both given: remove one of the two.");
        }
        if (file != null) {
            try {
                return SettingRules.token(
                        "The content of TELEGRAM_BOT_TOKEN_FILE",
                        Files.readString(Path.of(file)).strip());
            } catch (IOException unreadable) {
                throw new StartRefusedException("TELEGRAM_BOT_TOKEN_FILE names the file " + file
                        + ", which cannot be read: give a text file that holds the token alone.");
            }
        }
        return token == null ? null : SettingRules.token("TELEGRAM_BOT_TOKEN", token);
    }
}
