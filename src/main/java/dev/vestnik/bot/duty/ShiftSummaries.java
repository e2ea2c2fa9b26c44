package dev.vestnik.bot.duty;

import dev.vestnik.bot.Member;
import dev.vestnik.bot.duty.ShiftSummary.Owned;
import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.HistoryEntry.Kind;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds out what a duty has seen: the incidents whose events were sent to the person, and all that are open now. */
public final class ShiftSummaries {
    /** More than anybody reads. */
    private static final int MAX_INCIDENTS = 5_000;

    private final ShiftEvents events;
    private final IncidentStore incidents;
    private final IncidentHistory histories;
    private final OwnedIncidents owned;

    public ShiftSummaries(
            ShiftEvents events, IncidentStore incidents, IncidentHistory histories, OwnedIncidents owned) {
        this.events = events;
        this.incidents = incidents;
        this.histories = histories;
        this.owned = owned;
    }

    ShiftSummary of(Member member, Instant since) {
        long chat = member.user().chat();
        ShiftEvents.Sent sent = events.since(chat, since);
        List<Incident> open = incidents.openFor(member.person(), MAX_INCIDENTS);
        List<Incident> mine = owned.of(chat);
        Set<String> keys = new HashSet<>(sent.incidents());
        open.forEach(incident -> keys.add(incident.key()));
        mine.forEach(incident -> keys.add(incident.key()));
        int opened = 0;
        int resolved = 0;
        List<HistoryEntry> lines = new ArrayList<>();
        for (Incident incident : incidents.last(keys)) {
            Instant closed = incident.closed();
            opened += incident.opened().isBefore(since) ? 0 : 1;
            resolved += closed == null || closed.isBefore(since) ? 0 : 1;
            if (!incident.updated().isBefore(since) || incident.open()) {
                histories.of(incident.key()).stream()
                        .filter(line -> !line.at().isBefore(since))
                        .forEach(lines::add);
            }
        }
        String name = member.person().name();
        return new ShiftSummary(
                since,
                sent.byStatus(),
                opened,
                resolved,
                (int) lines.stream()
                        .filter(line -> line.kind() == Kind.TAKEN && name.equals(line.who()))
                        .count(),
                (int) lines.stream().filter(line -> line.kind() == Kind.NOTED).count(),
                mine.stream().map(this::withNote).toList(),
                open.size());
    }

    private Owned withNote(Incident incident) {
        return new Owned(
                incident,
                histories.of(incident.key()).stream()
                        .filter(line -> line.kind() == Kind.NOTED)
                        .reduce((earlier, later) -> later)
                        .orElse(null));
    }
}
