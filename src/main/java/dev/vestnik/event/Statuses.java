package dev.vestnik.event;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured statuses, most urgent first. */
public final class Statuses {
    private final Map<String, Status> byName = new LinkedHashMap<>();

    public Statuses(Collection<Status> statuses) {
        statuses.stream()
                .sorted(Comparator.comparingInt(Status::rank))
                .forEach(status -> byName.put(status.name(), status));
    }

    public Optional<Status> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<Status> all() {
        return List.copyOf(byName.values());
    }

    /** The least urgent status that neither opens nor closes incidents; if there is none, the least urgent one. */
    public Status harmless() {
        return all().stream()
                .filter(status -> !status.opens() && !status.closes())
                .max(Comparator.comparingInt(Status::rank))
                .orElseGet(() -> all().get(all().size() - 1));
    }

    /**
     * The status of the event of a drill, which opens no incident whatever its status: the one that {@link #harmless} finds; if
     * each opens or closes, the least urgent that does not close, since who is sent one that closes depends on an incident.
     */
    public Status ofDrills() {
        Status harmless = harmless();
        return harmless.opens() || harmless.closes()
                ? all().stream()
                        .filter(status -> !status.closes())
                        .max(Comparator.comparingInt(Status::rank))
                        .orElse(harmless)
                : harmless;
    }
}
