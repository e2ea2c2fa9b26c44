package dev.vestnik.ops.health;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** DOWN while another instance has other route files in force; names the instance and the files. */
public final class InstanceFilesHealth implements HealthIndicator {
    private final Supplier<Map<String, List<String>>> differences;

    /** @param differences the files that differ, by the instance that has others */
    public InstanceFilesHealth(Supplier<Map<String, List<String>>> differences) {
        this.differences = differences;
    }

    @Override
    public Health health() {
        Map<String, List<String>> now = differences.get();
        if (now.isEmpty()) {
            return Health.up().build();
        }
        String what = now.entrySet().stream()
                .map(other -> other.getKey() + " (" + String.join(", ", other.getValue()) + ")")
                .collect(Collectors.joining("; ", "Other route files are in force at ", "."));
        return Health.down()
                .withDetail("instances", now)
                .withDetail("what", what)
                .build();
    }
}
