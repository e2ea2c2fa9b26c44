package dev.vestnik.ops.health;

import dev.vestnik.store.RedisJson;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The health over JMX, with the reasons in words. */
@ManagedResource(
        objectName = "dev.vestnik:type=Health",
        description = "Whether this instance works, and which part does not and why")
public final class HealthManagedBean {
    private final Supplier<HealthComponent> health;
    private final UnaryOperator<String> mask;

    /** @param mask removes phones from a text */
    public HealthManagedBean(Supplier<HealthComponent> health, UnaryOperator<String> mask) {
        this.health = health;
        this.mask = mask;
    }

    @ManagedAttribute(description = "UP, DOWN, OUT_OF_SERVICE or UNKNOWN, of all parts together")
    public String getStatus() {
        return health.get().getStatus().getCode();
    }

    @ManagedOperation(description = "The state of each part, and the reason if it is not UP, as JSON")
    public String list() {
        Map<String, HealthComponent> parts =
                health.get() instanceof CompositeHealth all ? all.getComponents() : Map.of();
        List<Row> rows = parts.entrySet().stream()
                .map(part -> row(part.getKey(), part.getValue()))
                .toList();
        return RedisJson.write(rows);
    }

    /** @param why empty: it is UP, or the reason is not known */
    private record Row(String part, String status, String why) {}

    private Row row(String part, HealthComponent state) {
        boolean up = state.getStatus().equals(Status.UP);
        String why = !up && state instanceof Health simple ? HealthReason.of(simple.getDetails()) : "";
        return new Row(part, state.getStatus().getCode(), mask.apply(why));
    }
}
