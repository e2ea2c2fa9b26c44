package dev.vestnik.bot;

import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.user.User;
import java.util.List;
import java.util.function.Predicate;

/** Hands over open incidents to a member who comes on duty or is reachable again. */
public final class ShiftHandover {
    /** The most recently changed incidents; more than anybody reads. */
    private static final int MAX_INCIDENTS = 1_000;

    private final IncidentStore incidents;
    private final HandoverQueue queue;

    public ShiftHandover(IncidentStore incidents, HandoverQueue queue) {
        this.incidents = incidents;
        this.queue = queue;
    }

    /**
     * Hands over the open incidents of the member's areas and selected statuses.
     *
     * @return their number; 0 if the member is not reachable
     */
    public int handOverAll(Member member) {
        return handOver(member, incident -> true);
    }

    /** As {@link #handOverAll}, without the incidents that were sent to this chat before. */
    public int handOverMissed(Member member) {
        long chat = member.user().chat();
        return handOver(member, incident -> incidents
                .find(incident.key())
                .filter(current -> current.holders().contains(chat))
                .isEmpty());
    }

    private int handOver(Member member, Predicate<Incident> wanted) {
        User user = member.user();
        if (!user.reachable()) {
            return 0;
        }
        List<Incident> open = incidents.openFor(member.person(), MAX_INCIDENTS).stream()
                .filter(incident -> user.selected().contains(incident.status()))
                .filter(wanted)
                .toList();
        if (!open.isEmpty()) {
            queue.handOver(user.chat(), open);
            incidents.addHolder(user.chat(), open.stream().map(Incident::key).toList());
        }
        return open.size();
    }
}
