package dev.vestnik.bot;

import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.user.User;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Hands over open incidents to a member who comes on duty or is reachable again, and has the events sent that have reached
 * nobody.
 */
public final class ShiftHandover {
    /** The most recently changed incidents; more than anybody reads. */
    private static final int MAX_INCIDENTS = 1_000;

    private final IncidentStore incidents;
    private final CardStore cards;
    private final HandoverQueue queue;
    private final Clock clock;

    public ShiftHandover(IncidentStore incidents, CardStore cards, HandoverQueue queue, Clock clock) {
        this.incidents = incidents;
        this.cards = cards;
        this.queue = queue;
        this.clock = clock;
    }

    /** A member is reachable again: their cards show the last state, and events that have reached nobody are sent. */
    public void returned(long chat) {
        cards.showMissed(chat, clock.instant());
        queue.sendMissed();
    }

    /**
     * The open incidents of the member's areas and selected statuses that are not silenced; none if the member is not
     * reachable.
     */
    public Reply.HandOver all(Member member) {
        return handOver(member, false, incident -> true);
    }

    /** The same without the incidents that were sent to this chat before. */
    public Reply.HandOver notSent(Member member) {
        return handOver(member, false, incident -> isNotSent(member, incident));
    }

    /** What happened while the member was away: on duty the incidents that were not sent to this chat, off duty none. */
    public Reply.HandOver whileAway(Member member) {
        return handOver(member, true, incident -> member.user().onDuty() && isNotSent(member, incident));
    }

    /** How many open incidents of the member's areas are silenced, and therefore not handed over. */
    public int silenced(Member member) {
        return (int) incidents.openFor(member.person(), MAX_INCIDENTS).stream()
                .filter(Incident::isSilenced)
                .count();
    }

    /** Does it. Events that have reached nobody are sent by dispatch, which knows who else gets them. */
    public void perform(Reply.HandOver handOver) {
        Set<String> missed = incidents.missedEvents();
        List<Incident> open = handOver.incidents().stream()
                .filter(incident -> !missed.contains(incident.event()))
                .toList();
        if (!open.isEmpty()) {
            queue.handOver(handOver.chat(), open, handOver.away());
            incidents.addHolder(
                    handOver.chat(), open.stream().map(Incident::key).toList());
        }
        returned(handOver.chat());
    }

    private Reply.HandOver handOver(Member member, boolean away, Predicate<Incident> wanted) {
        User user = member.user();
        if (!user.reachable()) {
            return new Reply.HandOver(user.chat(), List.of(), away);
        }
        Set<String> missed = incidents.missedEvents();
        List<Incident> open = incidents.openFor(member.person(), MAX_INCIDENTS).stream()
                .filter(incident -> !incident.isSilenced())
                .filter(incident -> incident.isPrivate()
                        || missed.contains(incident.event())
                        || user.selected().contains(incident.status()))
                .filter(wanted)
                .toList();
        return new Reply.HandOver(user.chat(), open, away);
    }

    private boolean isNotSent(Member member, Incident incident) {
        return incidents
                .find(incident.key())
                .filter(current -> current.holders().contains(member.user().chat()))
                .isEmpty();
    }
}
