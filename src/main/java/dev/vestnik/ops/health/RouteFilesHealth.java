package dev.vestnik.ops.health;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** DOWN while the route files as they stand are not in force, because of faults; the routes before them run. */
public final class RouteFilesHealth implements HealthIndicator {
    private final Supplier<List<String>> faults;

    /** @param faults one a line, with file and line */
    public RouteFilesHealth(Supplier<List<String>> faults) {
        this.faults = faults;
    }

    @Override
    public Health health() {
        List<String> now = faults.get();
        return now.isEmpty()
                ? Health.up().build()
                : Health.down()
                        .withDetail("what", "The route files are not in force as they stand: " + String.join("; ", now))
                        .build();
    }
}
