package dev.vestnik.config;

import io.lettuce.core.RedisURI;
import org.apache.camel.CamelContext;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says once that work is accepted, and where everything is. Written to the standard output, not to the log. */
@Component
class ReadyLine {
    private final VestnikProperties properties;
    private final SecurityConfiguration.OperatorLogin login;
    private final RedisURI redis;
    private final CamelContext camel;

    ReadyLine(
            VestnikProperties properties,
            SecurityConfiguration.OperatorLogin login,
            RedisURI redis,
            CamelContext camel) {
        this.properties = properties;
        this.login = login;
        this.redis = redis;
        this.camel = camel;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        StringBuilder lines = new StringBuilder(System.lineSeparator());
        if (environment.getProperty("vestnik.sandbox.active", Boolean.class, false)) {
            line(
                    lines,
                    "Sandbox",
                    environment.getProperty("vestnik.telegram.base-uri") + "/  nothing leaves this machine");
            properties.httpTokens().forEach((name, token) -> line(lines, "Token", token + "  for POST /events"));
        }
        line(lines, "Redis", RedisCheck.where(redis));
        String port = environment.getProperty("local.management.port");
        if (port != null) {
            String password = login.generated() ? login.password() : "as given";
            line(
                    lines,
                    "Hawtio",
                    "http://127.0.0.1:" + port + "/observe/hawtio/  user " + login.user() + ", password " + password);
        }
        line(lines, "Routes", camel.getRoutes().size() + " of " + properties.roles());
        lines.append("Vestnik is ready").append(System.lineSeparator());
        System.out.print(lines);
        System.out.flush();
    }

    private static void line(StringBuilder lines, String what, String where) {
        lines.append("  %-8s %s%n".formatted(what, where));
    }
}
