package dev.vestnik.bot.incident;

import dev.vestnik.bot.Member;
import dev.vestnik.directory.Person;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Owner;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/** What becomes of the open incidents of an owner who can no longer work on them. */
public final class OwnedIncidents {
    private final IncidentOwners owners;
    private final Clock clock;

    public OwnedIncidents(IncidentOwners owners, Clock clock) {
        this.owners = owners;
        this.clock = clock;
    }

    /** The open incidents that the person of this chat owns. */
    public List<Incident> of(long chat) {
        return owners.ownedBy(chat);
    }

    /** All of them are free again: the owner of this chat logs out, or goes off duty. Returns them. */
    public List<Incident> release(long chat) {
        return release(chat, incident -> true);
    }

    /** Those that the owner of this chat may not act on any more are free again. */
    public void releaseForbidden(long chat, Person owner) {
        release(chat, incident -> !IncidentAccess.isAllowed(owner, incident));
    }

    /** They follow the owner to another chat: another Telegram account of the same person. */
    public void follow(long from, Member to) {
        String name = to.person().name();
        for (Incident incident : owners.ownedBy(from)) {
            Owner owner = new Owner(to.user().chat(), name, clock.instant());
            owners.handOver(incident.number(), incident.generation(), from, owner, name);
        }
    }

    /**
     * Another person accepts some of them, each in one compare-and-set.
     *
     * @param from the chat of the present owner
     * @param by the name of the present owner
     * @return those that the other person now owns
     */
    public List<Incident> handOver(long from, String by, Member to, Predicate<Incident> which) {
        Owner owner = new Owner(to.user().chat(), to.person().name(), clock.instant());
        return owners.ownedBy(from).stream()
                .filter(which)
                .filter(incident -> owners.handOver(incident.number(), incident.generation(), from, owner, by)
                        .done())
                .toList();
    }

    private List<Incident> release(long chat, Predicate<Incident> which) {
        return owners.ownedBy(chat).stream()
                .filter(which)
                .filter(incident -> owners.owner(incident.key())
                        .filter(owner -> owner.chat() == chat)
                        .filter(owner -> owners.release(incident.number(), incident.generation(), owner)
                                .done())
                        .isPresent())
                .toList();
    }
}
