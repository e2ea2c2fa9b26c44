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

/** {@code /open}: lists the open incidents of the member's areas, most urgent first. */
public final class OpenCommand {
    private static final int MAX_SHOWN = 20;

    private static final int MAX_READ = 1_000;
    private static final int MAX_TITLE_LENGTH = 80;

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

    public List<Reply> show(ConversationContext context) {
        Phrases phrases = context.phrases();
        List<Incident> open = incidents.openFor(context.requireMember().person(), MAX_READ);
        if (open.isEmpty()) {
            return List.of(context.reply(phrases.html("open.none")));
        }
        List<Html> lines = open.stream()
                .sorted(Comparator.<Incident>comparingInt(incident -> statuses.rank(incident.status()))
                        .thenComparing(Incident::opened))
                .map(incident -> line(incident, phrases))
                .toList();
        MessageLines text = new MessageLines().add(phrases.html("open.head", open.size()));
        text.addAll(lines, MAX_SHOWN, left -> phrases.html("open.more", left));
        return List.of(context.reply(text.together()));
    }

    private Html line(Incident incident, Phrases phrases) {
        String area = incident.area();
        String where = area == null ? phrases.plain("open.no-area") : areas.name(area);
        Duration age = Duration.between(incident.opened(), clock.instant());
        return phrases.html(
                "open.line",
                statuses.emoji(incident.status()),
                Truncation.to(MAX_TITLE_LENGTH, incident.title()),
                where,
                RelativeTime.of(age, phrases));
    }
}
