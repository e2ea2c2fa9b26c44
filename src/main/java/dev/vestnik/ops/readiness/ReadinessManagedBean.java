package dev.vestnik.ops.readiness;

import dev.vestnik.directory.Person;
import dev.vestnik.dispatch.recipient.Readiness;
import dev.vestnik.dispatch.recipient.Readiness.AreaReadiness;
import dev.vestnik.dispatch.recipient.Readiness.Somebody;
import dev.vestnik.store.RedisJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Readiness over JMX: the same as {@code /ready}. Answers contain names, but no phone number. */
@ManagedResource(
        objectName = "dev.vestnik:type=Readiness",
        description = "Who would be woken now in each area, and who would not and why")
public final class ReadinessManagedBean {
    private final Readiness readiness;

    public ReadinessManagedBean(Readiness readiness) {
        this.readiness = readiness;
    }

    @ManagedOperation(description = "The areas in which nobody would be woken now")
    public List<String> areasWithoutAnybody() {
        return readiness.all().stream()
                .filter(one -> one.woken().isEmpty())
                .map(ReadinessManagedBean::area)
                .distinct()
                .toList();
    }

    @ManagedOperation(description = "Who would be woken now in each area and step, and who would not and why, as JSON")
    public String show() {
        return RedisJson.write(
                readiness.all().stream().map(ReadinessManagedBean::shown).toList());
    }

    private record Shown(String area, String status, int woken, boolean forced, Map<String, List<String>> steps) {}

    private static Shown shown(AreaReadiness one) {
        Map<String, List<String>> steps = new LinkedHashMap<>();
        one.steps()
                .forEach(step -> steps.put(
                        step.name().name().toLowerCase(Locale.ROOT),
                        step.people().stream().map(ReadinessManagedBean::shown).toList()));
        return new Shown(area(one), one.status().name(), one.woken().size(), one.forced(), steps);
    }

    private static String shown(Somebody somebody) {
        Person person = somebody.person();
        return somebody.obstacle() == null
                ? person.name()
                : person.name() + " (" + somebody.obstacle().label() + ")";
    }

    private static String area(AreaReadiness one) {
        return Objects.requireNonNullElse(one.area(), ReadinessMeters.UNKNOWN_AREA);
    }
}
