package dev.vestnik.start;

import dev.vestnik.embedded.SandboxLock;
import dev.vestnik.ops.logging.SecretRedactionFilter;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.settings.RawSettings;
import dev.vestnik.start.settings.Role;
import dev.vestnik.start.settings.SettingRules;
import dev.vestnik.start.settings.SettingsValidator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The first thing that happens: reads the settings, decides by {@link StartMode} what this start is to be, and puts what
 * follows from that into the environment before any bean exists:
 *
 * <ul>
 *   <li>{@code vestnik.sandbox.active}: the sandbox takes Telegram's place
 *   <li>{@code vestnik.sandbox.owner}: and it runs in this process
 *   <li>{@code vestnik.redis.embedded}: Redis comes from the jar
 *   <li>{@code vestnik.role.bot}, {@code .producer}, {@code .consumer}: true or false
 *   <li>{@code vestnik.delivery.at-once}: how many events one exchange of delivery looks at, one where none are merged
 *   <li>{@code vestnik.consumer-name}, {@code vestnik.telegram.token}, {@code .base-uri}, {@code .proxy},
 *       {@code vestnik.http-tokens.*}, {@code server.port}, {@code server.address}: as they are to be used
 * </ul>
 */
public final class StartModeInitializer
        implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {
    static final String SOURCE = "vestnikStart";
    private static final Pattern REDIS_LOGIN = Pattern.compile("[a-z-]+://(?:[^:@/]*:)?([^@/]+)@");

    /** More than any digest holds, and no more than one read of Redis should return. */
    private static final int AT_ONCE = 1_000;

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
        Path folder = Path.of(settings.required("vestnik.redis.folder"));
        StartMode mode = StartMode.decide(new StartMode.Given(
                SettingRules.sandbox("VESTNIK_SANDBOX", settings.required("vestnik.sandbox")),
                token(settings) != null,
                settings.optional("vestnik.redis.url"),
                !settings.required("vestnik.telegram.base-uri").contains("//api.telegram.org"),
                SandboxLock.isTaken(folder)));

        Map<String, Object> decided = new LinkedHashMap<>();
        Set<Role> roles = SettingRules.roles("VESTNIK_ROLES", settings.required("vestnik.roles"));
        for (Role role : Role.values()) {
            decided.put("vestnik.role." + role.name().toLowerCase(Locale.ROOT), roles.contains(role));
        }
        decided.put(
                "vestnik.delivery.at-once",
                settings.required("vestnik.delivery.merge").equals("false") ? 1 : AT_ONCE);
        decided.put("vestnik.consumer-name", consumerName(settings));
        decided.put("vestnik.redis.embedded", mode.embeddedRedis());
        decided.put("vestnik.sandbox.active", mode.sandbox());
        decided.put("vestnik.sandbox.owner", false);
        Map<String, String> senders = httpTokens(settings);
        if (mode.loopbackOnly()) {
            decided.put("server.address", "127.0.0.1");
        }
        if (mode.sandbox()) {
            sit(context, folder, settings, decided, senders);
        } else {
            decided.put("vestnik.telegram.token", token(settings));
            decided.put(
                    "vestnik.telegram.base-uri",
                    SettingRules.baseUri("TELEGRAM_BASE_URI", settings.required("vestnik.telegram.base-uri")));
        }
        senders.forEach((name, token) -> decided.put("vestnik.http-tokens." + name, token));
        SecretRedactionFilter.guard(secrets(settings, decided, senders));
        environment.getPropertySources().addFirst(new MapPropertySource(SOURCE, decided));
    }

    /** Takes the sandbox of this folder into this process, or finds the process that runs it. */
    private static void sit(
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
        if (context.getBeanFactory()
                instanceof org.springframework.beans.factory.support.DefaultListableBeanFactory beans) {
            beans.registerDisposableBean("sandboxLock", lock::close);
        }
        decided.put("vestnik.sandbox.owner", lock.isOwner());
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
    }

    /** A process that joins takes free ports, unless it was given some: the first one has the usual ones. */
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

    /** What the log must never show, of what is known before any bean exists. */
    private static Set<String> secrets(RawSettings settings, Map<String, Object> decided, Map<String, String> senders) {
        Set<String> secrets = new HashSet<>(senders.values());
        if (decided.get("vestnik.telegram.token") instanceof String token) {
            secrets.add(token);
            secrets.add(token.substring(token.indexOf(':') + 1));
        }
        String password = settings.optional("vestnik.admin.password");
        if (password != null) {
            secrets.add(password);
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
