package dev.vestnik.config.settings;

import dev.vestnik.directory.load.AreaCheck;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.escalation.AreaEscalationPolicies;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The check of the columns of areas.csv that belong to escalations and statuses.
 *
 * @param statuses the names of the configured ones
 */
public record AreaColumns(@Override Set<String> statuses) implements AreaCheck {
    public AreaColumns(Statuses statuses) {
        this(statuses.all().stream().map(Status::name).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Optional<String> escalationFault(String steps) {
        return AreaEscalationPolicies.fault(steps);
    }
}
