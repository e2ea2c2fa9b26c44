package dev.vestnik.dispatch;

import dev.vestnik.dispatch.recipient.LoggedInUsers;
import dev.vestnik.dispatch.recipient.Recipient;
import dev.vestnik.dispatch.recipient.RecipientSelector;
import dev.vestnik.dispatch.recipient.Selection;
import dev.vestnik.event.Status;
import dev.vestnik.event.Statuses;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentBatch;
import dev.vestnik.incident.escalation.EscalationPolicies;
import dev.vestnik.incident.escalation.EscalationPolicy.Target;
import dev.vestnik.incident.escalation.EscalationRequest;
import dev.vestnik.ledger.LedgerBatch;
import dev.vestnik.outbox.OutboxEntry.Why;
import dev.vestnik.outbox.PassedOver;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import dev.vestnik.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps of escalations that are due in one batch: tells more people about an incident that nobody takes. For one thread. */
final class Escalations {
    private final Keys keys;
    private final Statuses statuses;
    private final EscalationPolicies policies;
    private final RecipientSelector recipients;
    private final LoggedInUsers users;
    private final IncidentBatch incidents;
    private final RecipientEntries entries;
    private final LedgerBatch ledger;
    private final Instant now;
    private final List<RedisWrite> writes = new ArrayList<>();

    Escalations(
            Keys keys,
            Statuses statuses,
            EscalationPolicies policies,
            RecipientSelector recipients,
            LoggedInUsers users,
            IncidentBatch incidents,
            RecipientEntries entries,
            LedgerBatch ledger,
            Instant now) {
        this.keys = keys;
        this.statuses = statuses;
        this.policies = policies;
        this.recipients = recipients;
        this.users = users;
        this.incidents = incidents;
        this.entries = entries;
        this.ledger = ledger;
        this.now = now;
    }

    List<RedisWrite> writes() {
        return writes;
    }

    /**
     * Performs a step. An incident that the entries before have closed or opened again is left alone.
     *
     * @return whom the step told; empty: it was performed before, or is over
     */
    Optional<Target> perform(EscalationRequest request) {
        return incidents.escalate(request, now).map(incident -> {
            Target target = policies.of(incident.area()).target(request.step());
            if (target == Target.ROUTE) {
                writes.add(RedisWrite.append(
                        keys.escalated(),
                        Map.of(
                                "key", incident.key(),
                                "number", Long.toString(incident.number()),
                                "status", incident.status(),
                                "title", incident.title(),
                                "area", incident.area() == null ? "" : incident.area(),
                                "opened", incident.opened().toString(),
                                "step", Integer.toString(request.step()))));
            } else {
                Selection selection = new Selection(recipients(incident, target), PassedOver.NOBODY);
                ledger.recordRedispatch(incident.event(), entries.add(incident.event(), incident.key(), selection));
            }
            return target;
        });
    }

    /** If the step reaches nobody, those whom the event itself would be sent to. */
    private List<Recipient> recipients(Incident incident, Target target) {
        String area = incident.area();
        List<User> all =
                switch (target) {
                    case AREA -> area == null ? users.administrators() : users.responsibleFor(area);
                    case ADMINISTRATORS -> users.administrators();
                    case SAME, ROUTE -> List.of();
                };
        List<Long> chats = all.stream().filter(User::reachable).map(User::chat).toList();
        Status status = statuses.named(incident.status()).orElse(null);
        if (chats.isEmpty() && status != null) {
            chats = recipients.of(List.of(), status, area, Set.of(), users).recipients().stream()
                    .map(Recipient::chat)
                    .toList();
        }
        return chats.stream().map(chat -> new Recipient(chat, Why.ESCALATED)).toList();
    }
}
