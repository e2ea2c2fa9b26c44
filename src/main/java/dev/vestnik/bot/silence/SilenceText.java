package dev.vestnik.bot.silence;

import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.directory.Person;
import dev.vestnik.incident.silence.Silence;
import dev.vestnik.incident.silence.Silence.Type;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.text.Truncation;

/** How silences are shown to people. */
public final class SilenceText {
    /** UTF-16 units. */
    private static final int MAX_TARGET = 80;

    private final AreaNames areas;
    private final StatusNames statuses;
    private final DutyTimes times;

    public SilenceText(AreaNames areas, StatusNames statuses, DutyTimes times) {
        this.areas = areas;
        this.statuses = statuses;
        this.times = times;
    }

    /** What is silent: the name of an area, a CIDR block, a key. */
    public String target(Silence silence) {
        return Truncation.to(MAX_TARGET, silence.type() == Type.AREA ? areas.name(silence.target()) : silence.target());
    }

    /** Until when it lasts, for this reader. */
    public String end(Silence silence, Person reader, Phrases phrases) {
        return times.format(silence.until(), reader, phrases);
    }

    /** Which statuses and areas it is about. */
    Html scope(Silence silence, Phrases phrases) {
        String waking = statuses.waking(phrases);
        Html scope = phrases.html(silence.waking() ? "silence.all" : "silence.but-waking", waking);
        return silence.type() == Type.AREA || silence.areas().isEmpty()
                ? scope
                : scope.text(" ").add(within(silence, phrases));
    }

    private Html within(Silence silence, Phrases phrases) {
        return silence.areas().contains("*")
                ? phrases.html("silence.within-all")
                : phrases.html(
                        "silence.within",
                        AreaNames.list(silence.areas().stream().map(areas::name).toList(), phrases));
    }
}
