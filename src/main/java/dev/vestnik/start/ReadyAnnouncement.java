package dev.vestnik.start;

import dev.vestnik.start.failure.StartRefusedException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Prints {@code Vestnik is ready} and the addresses of this run, once, when the routes run and the ports are open. It prints
 * to standard output and not to the log, because it shows generated passwords and logs are kept.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
public final class ReadyAnnouncement implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyAnnouncement.class);

    private final CamelContext camel;
    private final Environment environment;
    private final RunDetails run;
    private final PrintStream out;

    /** @param environment holds the ports, {@code local.server.port} and {@code local.management.port}, once they are open */
    public ReadyAnnouncement(CamelContext camel, Environment environment, RunDetails run, PrintStream out) {
        this.camel = camel;
        this.environment = environment;
        this.run = run;
        this.out = out;
    }

    /** @throws StartRefusedException if the routes do not run, because Vestnik would accept nothing */
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
        LOG.info(
                "Started {} routes in {} s on Java {}, process {}",
                camel.getRoutes().size(),
                event.getTimeTaken() == null ? "?" : event.getTimeTaken().toMillis() / 1000.0,
                Runtime.version().feature(),
                ProcessHandle.current().pid());
        out.println();
        lines().forEach((label, value) -> out.printf("  %-8s %s%n", label, value));
        out.println("Vestnik is ready");
        out.flush();
    }

    private Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        switch (run.sandbox()) {
            case THIS_PROCESS -> {
                lines.put(
                        "Sandbox", "http://localhost:" + port("local.server.port") + "/ (nothing leaves this machine)");
                if (run.eventToken() != null) {
                    lines.put("Token", run.eventToken() + " (for POST /events)");
                }
            }
            case OTHER_PROCESS -> lines.put("Sandbox", run.botApi() + "/ (of another process)");
            case NONE -> {}
        }
        lines.put("Redis", run.redis());
        lines.put(
                "Hawtio",
                "http://localhost:" + port("local.management.port") + "/observe/hawtio/ (user "
                        + run.admin().user()
                        + (run.admin().generated() ? ", password " + run.admin().password() : "")
                        + ")");
        lines.put("Roles", run.roles().names(", ") + " (as " + run.consumerName() + ")");
        return lines;
    }

    private String port(String name) {
        return environment.getProperty(name, "?");
    }
}
