package dev.vestnik.ops.readiness;

import dev.vestnik.bot.readiness.Drills;
import dev.vestnik.bot.readiness.Drills.Started;
import dev.vestnik.directory.DirectoryService;
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
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Readiness over JMX: the same as {@code /ready} and {@code /drill}. Answers contain names, but no phone number. */
@ManagedResource(
        objectName = "dev.vestnik:type=Readiness",
        description = "Who would be woken now in each area, and who would not and why")
public final class ReadinessManagedBean {
    private final Readiness readiness;
    private final Drills drills;
    private final DirectoryService directories;

    public ReadinessManagedBean(Readiness readiness, Drills drills, DirectoryService directories) {
        this.readiness = readiness;
        this.drills = drills;
        this.directories = directories;
    }

    @ManagedOperation(
            description = "Starts a drill for an area; returns its number and the people who are woken, as JSON")
    @ManagedOperationParameter(name = "area", description = "an area of the directory")
    public String drill(String area) {
        if (directories.current().areaName(area).isEmpty()) {
            return RedisJson.write(Map.of("error", "The directory has no area " + area));
        }
        Started started = drills.start(drills.plan(area), 0, 0).orElseThrow();
        return started.people().isEmpty()
                ? RedisJson.write(Map.of("error", "Nobody would be woken now in the area " + area))
                : RedisJson.write(started);
    }

    @ManagedOperation(description = "After how many seconds the people of a drill answered, as JSON; -1: not yet")
    @ManagedOperationParameter(name = "number", description = "the number of the drill")
    public String drillAnswers(long number) {
        return RedisJson.write(drills.answers(number));
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
