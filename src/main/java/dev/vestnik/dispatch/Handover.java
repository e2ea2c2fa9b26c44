package dev.vestnik.dispatch;

import dev.vestnik.delivery.OutboxEntry;
import dev.vestnik.delivery.OutboxEntry.Why;
import dev.vestnik.directory.Directories;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Incidents;
import dev.vestnik.user.User;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What somebody who comes on duty takes over: the open incidents of their areas. */
public final class Handover {
    /** More than a digest could show; the oldest are left to {@code /open}. */
    private static final int MAX_INCIDENTS = 1_000;

    private final Incidents incidents;
    private final Directories directories;

    public Handover(Incidents incidents, Directories directories) {
        this.incidents = incidents;
        this.directories = directories;
    }

    /**
     * The entries for this user's outbox, in the order in which the incidents were opened; only statuses that the user
     * has selected. The user then holds the cards of these incidents, and is told when they close.
     */
    public List<OutboxEntry> to(User user) {
        List<Incident> taken = Optional.of(user)
                .filter(User::reachable)
                .flatMap(reachable -> directories.current().person(reachable.phone()))
                .map(person -> incidents.openFor(person, MAX_INCIDENTS))
                .orElse(List.of())
                .stream()
                .filter(incident -> user.selected().contains(incident.status()))
                .sorted(Comparator.comparing(Incident::opened))
                .toList();
        incidents.hold(user.chat(), taken.stream().map(Incident::key).toList());
        return taken.stream()
                .map(incident -> new OutboxEntry(user.chat(), incident.event(), Why.HANDOVER))
                .toList();
    }
}
