package dev.vestnik.ops.control;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.json.ReceivedDirectory;
import dev.vestnik.directory.load.DirectoryRefusals;
import dev.vestnik.directory.load.DirectoryRefusals.Refusal;
import dev.vestnik.ops.security.OperatorAudit;
import java.util.Optional;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The directory in force, and why a newer one is not. */
@ManagedResource(
        objectName = "dev.vestnik:type=Directory",
        description = "The directory in force, and why a newer one is not")
public final class DirectoryManagedBean {
    private final DirectoryService directories;
    private final DirectoryRefusals refusals;
    private final ReceivedDirectory received;
    private final Optional<Runnable> reading;
    private final OperatorAudit audit;

    /** @param refresh reads the directory; empty: this instance does not read it */
    public DirectoryManagedBean(
            DirectoryService directories,
            DirectoryRefusals refusals,
            ReceivedDirectory received,
            Optional<Runnable> refresh,
            OperatorAudit audit) {
        this.directories = directories;
        this.refusals = refusals;
        this.received = received;
        this.reading = refresh;
        this.audit = audit;
    }

    @ManagedAttribute(description = "The number of people, areas and ranges in force")
    public String getInForce() {
        return directories.last().toString();
    }

    @ManagedAttribute(description = "The first fault of the new directory, and how many more; empty: it is in force")
    public String getRefused() {
        return refusals.current().map(DirectoryManagedBean::sentence).orElse("");
    }

    @ManagedAttribute(description = "Why the route that delivers the directory could not; empty: it could")
    public String getFailure() {
        return received.failure().orElse("");
    }

    @ManagedOperation(
            description =
                    "Reads the directory now, instead of within the interval; people who are not in it any more are"
                            + " logged out within the interval")
    public String refresh() {
        Runnable read = reading.orElseThrow(() -> new IllegalStateException(
                "This instance does not read the directory: ask one that has the role producer"));
        audit.record("directory refresh", "the whole");
        read.run();
        String refused = getRefused();
        return refused.isEmpty() ? "In force: " + getInForce() : "Refused: " + refused;
    }

    @ManagedOperation(
            description =
                    "Accepts the refused directory although it would log out more people than allowed; it comes into"
                            + " force with the next refresh")
    public String accept() {
        Refusal refusal = refusals.current()
                .filter(Refusal::isAcceptable)
                .orElseThrow(() -> new IllegalStateException(
                        "There is nothing to accept: no directory is refused that is valid and would log out many"));
        audit.record(
                "directory accept", refusal.removed() + " of " + refusal.loggedIn() + " people will be logged out");
        refusals.accept(refusal.files());
        return "Accepted: " + refusal.removed() + " people will be logged out";
    }

    private static String sentence(Refusal refusal) {
        int more = refusal.problems() - 1;
        return refusal.first() + (more == 0 ? "" : " (and " + more + " more)");
    }
}
