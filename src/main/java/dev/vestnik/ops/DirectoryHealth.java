package dev.vestnik.ops;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.csv.DirectoryRefresher;
import dev.vestnik.directory.csv.DirectoryRefusals;
import dev.vestnik.directory.csv.RefreshResult;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** DOWN while the directory's files are refused; also over JMX. Reads no Redis and shows no phone. */
@ManagedResource(
        objectName = "dev.vestnik:type=Directory",
        description = "The directory in force, and why its files are not")
public final class DirectoryHealth implements HealthIndicator {
    private final DirectoryRefresher refresher;
    private final DirectoryService directories;
    private final DirectoryRefusals refusals;

    public DirectoryHealth(DirectoryRefresher refresher, DirectoryService directories, DirectoryRefusals refusals) {
        this.refresher = refresher;
        this.directories = directories;
        this.refusals = refusals;
    }

    @Override
    public Health health() {
        Optional<RefreshResult.Refused> refusal = refresher.refusal();
        Health.Builder health = refusal.isPresent() ? Health.down() : Health.up();
        refusal.ifPresent(
                refused -> health.withDetail("what", "The directory's files are refused: " + sentence(refused)));
        return health.withDetail("inForce", getInForce()).build();
    }

    @ManagedAttribute(description = "The number of people, areas and ranges in force")
    public String getInForce() {
        return directories.last().toString();
    }

    @ManagedAttribute(description = "The first fault of the files, and how many more; empty: the files are in force")
    public String getRefused() {
        return refresher.refusal().map(DirectoryHealth::sentence).orElse("");
    }

    @ManagedOperation(
            description =
                    "Accepts the refused files although they would log out more people than allowed; they come into"
                            + " force with the next check of the files")
    public String acceptRemovals() {
        return refusals.current()
                .filter(refusal -> refusals.accept(refusal.files()))
                .map(refusal -> "accepted: " + refusal.removed() + " people will be logged out")
                .orElse("nothing to accept: no valid files are refused");
    }

    private static String sentence(RefreshResult.Refused refused) {
        int more = refused.problems().size() - 1;
        return refused.problems().get(0) + (more == 0 ? "" : " (and " + more + " more)");
    }
}
