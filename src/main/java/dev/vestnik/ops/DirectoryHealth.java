package dev.vestnik.ops;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.json.ReceivedDirectory;
import dev.vestnik.directory.load.DirectoryRefresher;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.directory.load.RefreshResult;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** DOWN while a new directory is refused or cannot be read; also over JMX. Reads no Redis and shows no phone. */
@ManagedResource(
        objectName = "dev.vestnik:type=Directory",
        description = "The directory in force, and why a newer one is not")
public final class DirectoryHealth implements HealthIndicator {
    private final DirectoryRefresher refresher;
    private final DirectoryService directories;
    private final DirectoryRefusals refusals;
    private final ReceivedDirectory received;

    public DirectoryHealth(
            DirectoryRefresher refresher,
            DirectoryService directories,
            DirectoryRefusals refusals,
            ReceivedDirectory received) {
        this.refresher = refresher;
        this.directories = directories;
        this.refusals = refusals;
        this.received = received;
    }

    @Override
    public Health health() {
        boolean empty = directories.last() == Directory.EMPTY;
        boolean awaited = refresher.isAwaited();
        Optional<String> fault = fault().or(() -> awaited && empty
                ? Optional.of("There is no directory yet: a route delivers it, and has not done so since the start")
                : Optional.empty());
        Health.Builder health = fault.isPresent() ? Health.down() : Health.up();
        fault.ifPresent(what -> health.withDetail("what", what));
        if (awaited && !empty) {
            health.withDetail("awaited", "The route that delivers the directory has not done so since the start");
        }
        return health.withDetail("inForce", getInForce()).build();
    }

    private Optional<String> fault() {
        return refresher
                .refusal()
                .map(refused -> "The new directory is refused: " + sentence(refused))
                .or(() -> received.failure().map(reason -> "The directory could not be read: " + reason));
    }

    @ManagedAttribute(description = "The number of people, areas and ranges in force")
    public String getInForce() {
        return directories.last().toString();
    }

    @ManagedAttribute(description = "The first fault of the new directory, and how many more; empty: it is in force")
    public String getRefused() {
        return refresher.refusal().map(DirectoryHealth::sentence).orElse("");
    }

    @ManagedAttribute(description = "Why the route that delivers the directory could not; empty: it could")
    public String getFailure() {
        return received.failure().orElse("");
    }

    @ManagedOperation(
            description =
                    "Accepts the refused directory although it would log out more people than allowed; it comes into"
                            + " force with the next check")
    public String acceptRemovals() {
        return refusals.current()
                .filter(refusal -> refusals.accept(refusal.files()))
                .map(refusal -> "accepted: " + refusal.removed() + " people will be logged out")
                .orElse("nothing to accept: no valid directory is refused");
    }

    private static String sentence(RefreshResult.Refused refused) {
        int more = refused.problems().size() - 1;
        return refused.problems().get(0) + (more == 0 ? "" : " (and " + more + " more)");
    }
}
