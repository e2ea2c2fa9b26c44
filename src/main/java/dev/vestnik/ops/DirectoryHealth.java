package dev.vestnik.ops;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.json.ReceivedDirectory;
import dev.vestnik.directory.load.DirectoryRefresher;
import dev.vestnik.directory.load.RefreshResult;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** DOWN while a new directory is refused or cannot be read. Reads no Redis and shows no phone. */
public final class DirectoryHealth implements HealthIndicator {
    private final DirectoryRefresher refresher;
    private final DirectoryService directories;
    private final ReceivedDirectory received;

    public DirectoryHealth(DirectoryRefresher refresher, DirectoryService directories, ReceivedDirectory received) {
        this.refresher = refresher;
        this.directories = directories;
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
        return health.withDetail("inForce", directories.last().toString()).build();
    }

    private Optional<String> fault() {
        return refresher
                .refusal()
                .map(refused -> "The new directory is refused: " + sentence(refused))
                .or(() -> received.failure().map(reason -> "The directory could not be read: " + reason));
    }

    private static String sentence(RefreshResult.Refused refused) {
        int more = refused.problems().size() - 1;
        return refused.problems().get(0) + (more == 0 ? "" : " (and " + more + " more)");
    }
}
