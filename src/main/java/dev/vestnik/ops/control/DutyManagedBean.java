package dev.vestnik.ops.control;

import dev.vestnik.bot.readiness.Drills;
import dev.vestnik.bot.readiness.Drills.Started;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.dispatch.recipient.Readiness;
import dev.vestnik.dispatch.recipient.Readiness.AreaReadiness;
import dev.vestnik.dispatch.recipient.Readiness.Somebody;
import dev.vestnik.ops.security.OperatorAudit;
import dev.vestnik.store.RedisJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Who would be woken, as {@code /ready} and {@code /drill} tell. */
@ManagedResource(
        objectName = "dev.vestnik:type=Duty",
        description = "Who would be woken now in each area, and who would not and why; drills")
public final class DutyManagedBean {
    /** Of events whose address is in no range. */
    private static final String UNKNOWN_AREA = "unknown";

    private final Readiness readiness;
    private final Drills drills;
    private final DirectoryService directories;
    private final OperatorAudit audit;

    public DutyManagedBean(Readiness readiness, Drills drills, DirectoryService directories, OperatorAudit audit) {
        this.readiness = readiness;
        this.drills = drills;
        this.directories = directories;
        this.audit = audit;
    }

    @ManagedAttribute(description = "The areas in which nobody would be woken now")
    public List<String> getAreasWithoutAnybody() {
        return readiness.all().stream()
                .filter(one -> one.woken().isEmpty())
                .map(DutyManagedBean::area)
                .distinct()
                .toList();
    }

    @ManagedOperation(
            description = "Who would be woken now in each step, and who would not and why, by area and status, as JSON")
    @ManagedOperationParameter(name = "area", description = "an area of the directory, or unknown; empty: all")
    @ManagedOperationParameter(name = "status", description = "a status that wakes; empty: all")
    public String wouldWake(String area, String status) {
        String wantedArea = area.strip();
        String wantedStatus = status.strip();
        List<Shown> found = readiness.all().stream()
                .map(DutyManagedBean::shown)
                .filter(one -> wantedArea.isEmpty() || one.area().equals(wantedArea))
                .filter(one -> wantedStatus.isEmpty() || one.status().equals(wantedStatus))
                .toList();
        if (found.isEmpty() && !(wantedArea.isEmpty() && wantedStatus.isEmpty())) {
            throw new IllegalArgumentException("There is no area '" + wantedArea + "' in the directory, or no status '"
                    + wantedStatus + "' that wakes");
        }
        return RedisJson.write(found);
    }

    @ManagedOperation(
            description = "Starts a drill for an area; returns its number and the people who are woken, as JSON")
    @ManagedOperationParameter(name = "area", description = "an area of the directory")
    public String drill(String area) {
        String wanted = area.strip();
        if (directories.current().areaName(wanted).isEmpty()) {
            throw new IllegalArgumentException("The directory has no area '" + wanted + "'");
        }
        audit.record("duty drill", wanted);
        Started started = drills.start(drills.plan(wanted), 0, 0).orElseThrow();
        if (started.people().isEmpty()) {
            throw new IllegalStateException("Nobody would be woken now in the area '" + wanted + "'");
        }
        return RedisJson.write(started);
    }

    @ManagedOperation(description = "After how many seconds the people of a drill answered, as JSON; -1: not yet")
    @ManagedOperationParameter(name = "number", description = "the number of the drill")
    public String drillAnswers(long number) {
        return RedisJson.write(drills.answers(number));
    }

    private record Shown(String area, String status, int woken, boolean forced, Map<String, List<String>> steps) {}

    private static Shown shown(AreaReadiness one) {
        Map<String, List<String>> steps = new LinkedHashMap<>();
        one.steps()
                .forEach(step -> steps.put(
                        step.name().name().toLowerCase(Locale.ROOT),
                        step.people().stream().map(DutyManagedBean::shown).toList()));
        return new Shown(area(one), one.status().name(), one.woken().size(), one.forced(), steps);
    }

    private static String shown(Somebody somebody) {
        Person person = somebody.person();
        return somebody.obstacle() == null
                ? person.name()
                : person.name() + " (" + somebody.obstacle().label() + ")";
    }

    private static String area(AreaReadiness one) {
        return Objects.requireNonNullElse(one.area(), UNKNOWN_AREA);
    }
}
