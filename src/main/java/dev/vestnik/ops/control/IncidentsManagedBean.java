package dev.vestnik.ops.control;

import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.Opening;
import dev.vestnik.incident.Owner;
import dev.vestnik.ops.security.OperatorAudit;
import dev.vestnik.store.RedisJson;
import dev.vestnik.text.StatusNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Incidents by their number. Of private ones only that they exist. */
@ManagedResource(
        objectName = "dev.vestnik:type=Incidents",
        description = "Incidents: which are open, who works on them, what happened to one; and closing one")
public final class IncidentsManagedBean {
    private static final int PAGE = 50;
    private static final int MOST = 1_000;

    /** Nobody's: a refusal of dispatch is told to nobody. */
    private static final long NO_CHAT = 0;

    private final IncidentStore incidents;
    private final IncidentOwners owners;
    private final IncidentHistory histories;
    private final IncidentRequests requests;
    private final StatusNames statuses;
    private final UnaryOperator<String> mask;
    private final OperatorAudit audit;

    /** @param mask removes phones from a text */
    public IncidentsManagedBean(
            IncidentStore incidents,
            IncidentOwners owners,
            IncidentHistory histories,
            IncidentRequests requests,
            StatusNames statuses,
            UnaryOperator<String> mask,
            OperatorAudit audit) {
        this.incidents = incidents;
        this.owners = owners;
        this.histories = histories;
        this.requests = requests;
        this.statuses = statuses;
        this.mask = mask;
        this.audit = audit;
    }

    @ManagedOperation(description = "The open incidents, the last updated first, as JSON")
    @ManagedOperationParameter(name = "most", description = "how many, at most 1000; 0: 50")
    public String list(int most) {
        List<Incident> open = incidents.open(incident -> true, most <= 0 ? PAGE : Math.min(most, MOST));
        Map<String, Owner> found =
                owners.owners(open.stream().map(Incident::key).toList());
        return mask.apply(RedisJson.write(open.stream()
                .map(incident -> row(incident, found.get(incident.key()), null))
                .toList()));
    }

    @ManagedOperation(description = "One incident, open or closed, with what happened to it, as JSON")
    @ManagedOperationParameter(name = "number", description = "its number, e.g. 1234")
    public String show(long number) {
        Incident incident = find(number);
        Owner owner = owners.owner(incident.key()).orElse(null);
        return mask.apply(
                RedisJson.write(row(incident, owner, incident.isPrivate() ? List.of() : histories.of(incident.key()))));
    }

    @ManagedOperation(
            description =
                    "Closes an incident as an administrator, behind the events that came before; its cards and its"
                            + " history name the login. If it becomes worse before, it stays open")
    @ManagedOperationParameter(name = "number", description = "its number, e.g. 1234")
    public String close(long number) {
        Incident incident = find(number);
        if (!incident.open()) {
            throw new IllegalArgumentException("Incident #" + number + " is closed since " + incident.closed());
        }
        audit.record("incidents close", "#" + number);
        requests.close(new ClosingRequest(
                new Opening(incident.key(), incident.number(), incident.generation()),
                statuses.rank(incident.status()),
                audit.operator(),
                NO_CHAT));
        return "Incident #" + number + " is closed as soon as dispatch has handled the events before";
    }

    private Incident find(long number) {
        return incidents
                .byNumber(number)
                .orElseThrow(() -> new IllegalArgumentException("There is no incident #" + number + " any more"));
    }

    /** @param history null: not asked for */
    private record Row(
            long number,
            String status,
            String title,
            String area,
            String key,
            @Nullable String owner,
            Instant opened,
            Instant updated,
            @Nullable Instant closed,
            @Nullable String closedBy,
            boolean silenced,
            @Nullable List<HistoryEntry> history) {}

    private static Row row(Incident incident, @Nullable Owner owner, @Nullable List<HistoryEntry> history) {
        boolean isPrivate = incident.isPrivate();
        return new Row(
                incident.number(),
                incident.status(),
                isPrivate ? "(private)" : incident.title(),
                incident.area() == null ? "" : incident.area(),
                isPrivate ? "" : incident.key(),
                owner == null ? null : owner.name(),
                incident.opened(),
                incident.updated(),
                incident.closed(),
                incident.closedBy(),
                incident.isSilenced(),
                history);
    }
}
