package dev.vestnik.bot.readiness;

import dev.vestnik.bot.readiness.Drill.Answer;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The report of a drill: who has answered and how fast, and who has not. */
public final class DrillText {
    private static final Comparator<Answer> FASTEST_FIRST =
            Comparator.comparing(Answer::at, Comparator.nullsLast(Comparator.naturalOrder()));

    private final AreaNames areas;

    public DrillText(AreaNames areas) {
        this.areas = areas;
    }

    Html report(Drill drill, Instant now, Phrases phrases) {
        int all = drill.people().size();
        MessageLines text = new MessageLines()
                .add(phrases.html("drill.head", areas.name(drill.area())))
                .add(phrases.html(drill.isOver(now) ? "drill.over" : "drill.running", drill.answered(), all))
                .blank();
        List<Html> lines = drill.people().stream()
                .sorted(FASTEST_FIRST)
                .map(one -> line(drill, one, now, phrases))
                .toList();
        return text.addAll(lines, lines.size(), left -> phrases.html("open.more", left))
                .together();
    }

    private static Html line(Drill drill, Answer one, Instant now, Phrases phrases) {
        if (one.at() == null) {
            return phrases.html(drill.isOver(now) ? "drill.silent" : "drill.awaited", one.name());
        }
        return phrases.html("drill.answered", one.name(), after(drill, one.at(), phrases));
    }

    /** How long after the start somebody answered, e.g. {@code 2 min 5 s}. */
    static String after(Drill drill, Instant at, Phrases phrases) {
        Duration took = Duration.between(Objects.requireNonNull(drill.started()), at);
        return took.toMinutes() == 0
                ? phrases.plain("drill.seconds", took.toSeconds())
                : phrases.plain("drill.minutes", took.toMinutes(), took.toSecondsPart());
    }
}
