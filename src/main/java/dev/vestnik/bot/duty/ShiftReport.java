package dev.vestnik.bot.duty;

import dev.vestnik.bot.Member;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.text.Truncation;
import dev.vestnik.user.Duty;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The text about what a duty has seen and what it leaves, for its person. */
public final class ShiftReport {
    /** The others are counted. */
    static final int MAX_LISTED = 10;

    private static final int MAX_NOTE = 120;

    private final ShiftSummaries summaries;
    private final StatusNames statuses;
    private final AreaNames areas;
    private final DutyTimes times;
    private final Duration longest;
    private final Clock clock;

    /** @param longest the longest duty; so long ago began one whose beginning is not stored */
    public ShiftReport(
            ShiftSummaries summaries,
            StatusNames statuses,
            AreaNames areas,
            DutyTimes times,
            Duration longest,
            Clock clock) {
        this.summaries = summaries;
        this.statuses = statuses;
        this.areas = areas;
        this.times = times;
        this.longest = longest;
        this.clock = clock;
    }

    List<Html> lines(Member member, Duty duty, Phrases phrases) {
        Instant since = Objects.requireNonNullElseGet(
                duty.since(), () -> clock.instant().minus(longest));
        ShiftSummary summary = summaries.of(member, since);
        List<Html> lines = new ArrayList<>();
        lines.add(phrases.html("shift.since", times.format(since, member.person(), phrases)));
        lines.add(
                summary.byStatus().isEmpty()
                        ? phrases.html("shift.no-events")
                        : phrases.html("shift.events", counts(summary)));
        lines.add(phrases.html("shift.incidents", summary.opened(), summary.resolved(), summary.taken()));
        if (summary.notes() > 0) {
            lines.add(phrases.html("shift.notes", summary.notes()));
        }
        if (!summary.owned().isEmpty()) {
            lines.add(phrases.html("shift.owned"));
            summary.owned().stream().limit(MAX_LISTED).forEach(owned -> lines.add(line(owned, phrases)));
            int others = summary.owned().size() - MAX_LISTED;
            if (others > 0) {
                lines.add(phrases.html("open.more", others));
            }
        }
        lines.add(summary.open() == 0 ? phrases.html("duty.nothing-open") : phrases.html("shift.open", summary.open()));
        return lines;
    }

    private String counts(ShiftSummary summary) {
        return statuses.all().stream()
                .filter(status -> summary.byStatus().containsKey(status.name()))
                .map(status ->
                        statuses.emoji(status.name()) + " " + summary.byStatus().get(status.name()))
                .collect(Collectors.joining(" · "));
    }

    private Html line(ShiftSummary.Owned owned, Phrases phrases) {
        Html line = incident(owned.incident(), phrases);
        HistoryEntry note = owned.note();
        return note == null
                ? line
                : line.text("\n")
                        .add(phrases.html(
                                "shift.note",
                                Objects.requireNonNullElse(note.who(), ""),
                                Truncation.to(MAX_NOTE, Objects.requireNonNullElse(note.text(), ""))));
    }

    /** Status, number, title and area of an incident. */
    Html incident(Incident incident, Phrases phrases) {
        String area = incident.area();
        return phrases.html(
                "shift.incident",
                statuses.emoji(incident.status()),
                Long.toString(incident.number()),
                incident.title(),
                area == null ? phrases.plain("open.no-area") : areas.name(area));
    }

    /** A line for each incident; of many only the first ones, and the number of the others. */
    void addTo(MessageLines text, List<Incident> some, Phrases phrases) {
        text.addAll(
                some.stream().map(incident -> incident(incident, phrases)).toList(),
                MAX_LISTED,
                left -> phrases.html("open.more", left));
    }
}
