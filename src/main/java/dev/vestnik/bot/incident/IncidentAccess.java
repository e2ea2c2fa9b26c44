package dev.vestnik.bot.incident;

import dev.vestnik.bot.Member;
import dev.vestnik.directory.Person;
import dev.vestnik.directory.Role;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import java.util.Optional;

/**
 * Who may see an incident and act on it: the people it concerns, and administrators; if it is private, only the people it is
 * addressed to. The directory of now decides, not the one of when somebody got the card.
 */
public final class IncidentAccess {
    private final IncidentStore incidents;

    public IncidentAccess(IncidentStore incidents) {
        this.incidents = incidents;
    }

    /** The incident with this number; empty: there is none, or it is private and not for this member. */
    Optional<Incident> find(Member member, long number) {
        return incidents
                .byNumber(number)
                .filter(incident -> !incident.isPrivate() || incident.concerns(member.person()));
    }

    /** Whether this person may see the incident and act on it. */
    static boolean isAllowed(Person person, Incident incident) {
        return incident.concerns(person) || (person.role() == Role.ADMIN && !incident.isPrivate());
    }
}
