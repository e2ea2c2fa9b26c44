package dev.vestnik.bot;

import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.user.User;
import java.util.List;
import java.util.function.Predicate;

/** What is still open, for somebody who has come on duty. */
public final class ShiftHandover {
    /** As many as anybody could read; those touched last. */
    private static final int MOST = 1_000;

    private final IncidentStore incidents;
    private final HandoverQueue handover;

    public ShiftHandover(IncidentStore incidents, HandoverQueue handover) {
        this.incidents = incidents;
        this.handover = handover;
    }

    /**
     * Hands over the open incidents of the member's areas and selected statuses.
     *
     * @return how many; none to one whom nothing reaches now
     */
    public int everything(Member member) {
        return handOver(member, incident -> true);
    }

    /** The same without those that this chat was sent already. */
    public int missed(Member member) {
        long chat = member.user().chat();
        return handOver(member, incident -> incidents
                .find(incident.key())
                .filter(known -> known.holders().contains(chat))
                .isEmpty());
    }

    private int handOver(Member member, Predicate<Incident> wanted) {
        User user = member.user();
        if (!user.reachable()) {
            return 0;
        }
        List<Incident> open = incidents.openFor(member.person(), MOST).stream()
                .filter(incident -> user.selected().contains(incident.status()))
                .filter(wanted)
                .toList();
        if (!open.isEmpty()) {
            handover.handOver(user.chat(), open);
            incidents.hold(user.chat(), open.stream().map(Incident::key).toList());
        }
        return open.size();
    }
}
