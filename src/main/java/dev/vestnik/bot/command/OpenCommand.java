package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.RelativeTime;
import dev.vestnik.text.StatusNames;
import dev.vestnik.text.Truncation;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** {@code /open}: the open incidents of my areas, the worst first. */
public final class OpenCommand {
    /** Nobody reads more on a phone. */
    private static final int SHOWN = 20;

    private static final int LOOKED_AT = 1_000;
    private static final int LONGEST_TITLE = 80;

    private final IncidentStore incidents;
    private final AreaNames areas;
    private final StatusNames statuses;
    private final Clock clock;

    public OpenCommand(IncidentStore incidents, AreaNames areas, StatusNames statuses, Clock clock) {
        this.incidents = incidents;
        this.areas = areas;
        this.statuses = statuses;
        this.clock = clock;
    }

    public List<Reply> show(ConversationContext visit) {
        Phrases phrases = visit.phrases();
        List<Incident> open = incidents.openFor(visit.known().person(), LOOKED_AT);
        if (open.isEmpty()) {
            return List.of(visit.say(phrases.html("open.none")));
        }
        List<Html> lines = open.stream()
                .sorted(Comparator.<Incident>comparingInt(incident -> statuses.rank(incident.status()))
                        .thenComparing(Incident::opened))
                .map(incident -> line(incident, phrases))
                .toList();
        MessageLines text = new MessageLines().add(phrases.html("open.head", open.size()));
        text.addAll(lines, SHOWN, left -> phrases.html("open.more", left));
        return List.of(visit.say(text.together()));
    }

    private Html line(Incident incident, Phrases phrases) {
        String area = incident.area();
        String where = area == null ? phrases.plain("open.no-area") : areas.name(area);
        Duration age = Duration.between(incident.opened(), clock.instant());
        return phrases.html(
                "open.line",
                statuses.emoji(incident.status()),
                Truncation.to(LONGEST_TITLE, incident.title()),
                where,
                RelativeTime.of(age, phrases));
    }
}
