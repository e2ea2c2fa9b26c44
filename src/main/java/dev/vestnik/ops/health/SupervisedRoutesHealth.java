package dev.vestnik.ops.health;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * DOWN while a local or source route does not run, or the messages of a local one fail or get stuck; names the routes and the
 * causes. Events of other sources are accepted meanwhile.
 */
public final class SupervisedRoutesHealth implements HealthIndicator {
    private final Supplier<Map<String, String>> notRunning;

    /** @param notRunning the cause by the id of the route */
    public SupervisedRoutesHealth(Supplier<Map<String, String>> notRunning) {
        this.notRunning = notRunning;
    }

    @Override
    public Health health() {
        Map<String, String> routes = notRunning.get();
        if (routes.isEmpty()) {
            return Health.up().build();
        }
        String what = routes.entrySet().stream()
                .map(route -> route.getKey() + " (" + route.getValue() + ")")
                .collect(Collectors.joining(", ", "Not running: ", "."));
        return Health.down()
                .withDetail("routes", routes)
                .withDetail("what", what)
                .build();
    }
}
