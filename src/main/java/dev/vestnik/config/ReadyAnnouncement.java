package dev.vestnik.config;

import dev.vestnik.embedded.EmbeddedRedis;
import io.lettuce.core.RedisURI;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says {@code Vestnik is ready}, once, when work is accepted: the routes run and the ports are open; and where everything is.
 * It goes to standard output and not to the log, since it shows what is made up for this run: a log is kept.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class ReadyAnnouncement implements ApplicationListener<ApplicationReadyEvent> {
    private final CamelContext camel;
    private final Environment environment;
    private final VestnikProperties properties;
    private final AdminLogin admin;
    private final RedisURI redis;
    private final ObjectProvider<EmbeddedRedis> embedded;
    private final PrintStream out;

    ReadyAnnouncement(
            CamelContext camel,
            Environment environment,
            VestnikProperties properties,
            AdminLogin admin,
            RedisURI redis,
            ObjectProvider<EmbeddedRedis> embedded,
            PrintStream out) {
        this.camel = camel;
        this.environment = environment;
        this.properties = properties;
        this.admin = admin;
        this.redis = redis;
        this.embedded = embedded;
        this.out = out;
    }

    /** @throws StartRefusedException where the routes do not run, since nothing would be accepted then */
    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (event.getApplicationContext().getParent() != null) {
            return;
        }
        if (!camel.isStarted()) {
            throw new StartRefusedException("The routes did not start; see the log above.");
        }
        if (camel.getRoutes().isEmpty()) {
            throw new StartRefusedException(
                    "No routes were found: start Vestnik where its folder routes is, which is not "
                            + Path.of("").toAbsolutePath() + ".");
        }
        out.println();
        lines().forEach((what, where) -> out.printf("  %-8s %s%n", what, where));
        out.println("Vestnik is ready");
        out.flush();
    }

    private Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        if (environment.getRequiredProperty("vestnik.sandbox.owner", Boolean.class)) {
            lines.put("Sandbox", "http://localhost:" + port("local.server.port") + "/ (nothing leaves this machine)");
            properties.httpTokens().values().stream()
                    .findFirst()
                    .ifPresent(token -> lines.put("Token", token + " (for POST /events)"));
        } else if (environment.getRequiredProperty("vestnik.sandbox.active", Boolean.class)) {
            lines.put("Sandbox", properties.telegram().baseUri() + "/ (of another process)");
        }
        EmbeddedRedis ours = embedded.getIfAvailable();
        lines.put(
                "Redis",
                ours == null
                        ? RedisAddress.shown(redis)
                        : "redis-cli -p " + ours.port() + " (data in "
                                + properties.redis().folder() + ")");
        lines.put(
                "Hawtio",
                "http://localhost:" + port("local.management.port") + "/observe/hawtio/ (user " + admin.user()
                        + (admin.generated() ? ", password " + admin.password() : "") + ")");
        lines.put("Roles", roles() + " (as " + properties.consumerName() + ")");
        return lines;
    }

    private String roles() {
        return properties.roles().stream()
                .sorted()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private String port(String name) {
        return environment.getProperty(name, "?");
    }
}
