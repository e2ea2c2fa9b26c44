package dev.vestnik.ops.health;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Whether this process accepts events and passes them on: the routes that started are all still there, and their consumers
 * run. It asks the consumers themselves, because after the context was suspended the routes count as started although
 * nothing reaches them. DOWN names the routes.
 */
public final class ReadinessHealth implements HealthIndicator {
    private final CamelContext camel;
    private final Predicate<Route> required;
    private volatile Set<String> expected = Set.of();

    /** @param required whether the process is not ready without this route */
    public ReadinessHealth(CamelContext camel, Predicate<Route> required) {
        this.camel = camel;
        this.required = required;
    }

    @Override
    public Health health() {
        if (expected.isEmpty() && camel.isStarted()) {
            expected = expected();
        }
        if (expected.isEmpty()) {
            return Health.down()
                    .withDetail("what", "The routes have not started yet.")
                    .build();
        }
        List<String> stopped = new TreeSet<>(expected)
                .stream().filter(id -> !runs(camel.getRoute(id))).toList();
        return stopped.isEmpty()
                ? Health.up().build()
                : Health.down()
                        .withDetail("routes", stopped)
                        .withDetail("what", "Not running: the routes " + String.join(", ", stopped) + ".")
                        .build();
    }

    /** The routes that the start of the service started. */
    private Set<String> expected() {
        return camel.getRoutes().stream()
                .filter(required)
                .filter(route -> !Boolean.FALSE.equals(route.isAutoStartup()))
                .map(Route::getRouteId)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean runs(@Nullable Route route) {
        return route != null
                && route.getConsumer() instanceof StatefulService consumer
                && consumer.getStatus() == ServiceStatus.Started;
    }
}
