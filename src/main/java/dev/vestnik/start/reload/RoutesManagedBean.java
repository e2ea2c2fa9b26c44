package dev.vestnik.start.reload;

import dev.vestnik.ops.security.OperatorAudit;
import dev.vestnik.revision.InstanceFiles;
import dev.vestnik.revision.Revision;
import dev.vestnik.revision.RouteRevisions;
import dev.vestnik.revision.TakeBack;
import dev.vestnik.revision.TakeBack.Outcome;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The route files over JMX, and their revisions. */
@ManagedResource(
        objectName = "dev.vestnik:type=Routes",
        description = "The route files, whether they are in force as they stand, and the revisions that were")
public final class RoutesManagedBean {
    private static final String[] COLUMNS = {"number", "since", "changes"};

    private final RouteReload reload;
    private final RouteRevisions kept;
    private final TakeBack takeBack;
    private final InstanceFiles instances;
    private final OperatorAudit audit;

    public RoutesManagedBean(
            RouteReload reload,
            RouteRevisions revisions,
            TakeBack takeBack,
            InstanceFiles instances,
            OperatorAudit audit) {
        this.reload = reload;
        this.kept = revisions;
        this.takeBack = takeBack;
        this.instances = instances;
        this.audit = audit;
    }

    @ManagedAttribute(
            description =
                    "Why the files as they stand are not in force: file, line, what would be right; empty: they are")
    public List<String> getFaults() {
        return reload.faults();
    }

    @ManagedAttribute(description = "When a change was put in force; empty: not since the start")
    public String getLastChange() {
        return reload.lastChange() == null ? "" : String.valueOf(reload.lastChange());
    }

    @ManagedAttribute(description = "Which other instances have other files in force, and which; empty: none")
    public List<String> getDifferentInstances() {
        return instances.differences().entrySet().stream()
                .map(other -> other.getKey() + ": " + String.join(", ", other.getValue()))
                .toList();
    }

    /** @throws OpenDataException never, since the columns are constant */
    @ManagedOperation(description = "The last 20 revisions: number, when it came into force, which files changed")
    public TabularData revisions() throws OpenDataException {
        CompositeType row = new CompositeType("Revision", "A revision", COLUMNS, COLUMNS, new OpenType<?>[] {
            SimpleType.INTEGER, SimpleType.STRING, SimpleType.STRING
        });
        TabularDataSupport table =
                new TabularDataSupport(new TabularType("Revisions", "Revisions", row, new String[] {COLUMNS[0]}));
        for (Revision revision : kept.all()) {
            table.put(new CompositeDataSupport(
                    row,
                    Map.of(
                            COLUMNS[0], revision.number(),
                            COLUMNS[1], revision.since().toString(),
                            COLUMNS[2], revision.changes().text())));
        }
        return table;
    }

    @ManagedOperation(description = "The text of one file of a revision")
    @ManagedOperationParameter(name = "number", description = "of the revision")
    @ManagedOperationParameter(name = "file", description = "its path, such as routes/cards.camel.yaml")
    public String file(int number, String file) {
        return kept.find(number)
                .map(revision -> revision.files()
                        .getOrDefault(file.strip(), "Revision " + number + " has no file " + file.strip() + "."))
                .orElse(none(number));
    }

    @ManagedOperation(description = "What a revision changed, line by line: - is gone, + has come")
    @ManagedOperationParameter(name = "number", description = "of the revision")
    public String difference(int number) {
        return kept.difference(number).orElse(none(number));
    }

    @ManagedOperation(
            description =
                    "Writes the files of a revision back, so that the files and what runs agree; says what became of it")
    @ManagedOperationParameter(name = "number", description = "of the revision")
    public String takeBack(int number) {
        Outcome outcome = takeBack.to(number);
        audit.record("routes take-back", "revision " + number + ": " + outcome);
        if (outcome instanceof Outcome.Written written) {
            return "Written, and in force in two seconds, unless Faults names a reason: "
                    + written.changes().text() + ".";
        }
        if (outcome instanceof Outcome.ReadOnly readOnly) {
            return "Nothing has changed: the folder " + readOnly.folder()
                    + " cannot be written. Take the files back where it is mounted from.";
        }
        if (outcome instanceof Outcome.Failed failed) {
            return "Not everything is written: " + failed.file() + " could not be written (" + failed.reason()
                    + "). Check the disk space and the permissions, and try again.";
        }
        return outcome instanceof Outcome.Same
                ? "The files are already those of revision " + number + "."
                : none(number);
    }

    private static String none(int number) {
        return "There is no revision " + number + ": the last " + RouteRevisions.KEPT + " are kept.";
    }
}
