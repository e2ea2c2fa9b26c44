package dev.vestnik.ops.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;

/**
 * {@code vestnik.route.files.different}: 1 for each {@code file} that another {@code instance} has in force with another text, or
 * that only one of the two has; a single 0 without both if there is none.
 */
public final class InstanceFilesMeters {
    private final MultiGauge gauges;

    public InstanceFilesMeters(MeterRegistry registry) {
        gauges = MultiGauge.builder("vestnik.route.files.different")
                .description("1: another instance has another text of this route file in force")
                .register(registry);
        update(Map.of());
    }

    /** @param differences the files that differ now, by the instance that has others */
    public void update(Map<String, List<String>> differences) {
        List<Row<?>> rows = differences.entrySet().stream()
                .flatMap(other -> other.getValue().stream().<Row<?>>map(file -> row(other.getKey(), file, 1)))
                .toList();
        gauges.register(rows.isEmpty() ? List.of(row("", "", 0)) : rows, true);
    }

    private static Row<Number> row(String instance, String file, int value) {
        return Row.of(Tags.of("instance", instance, "file", file), value);
    }
}
