package dev.vestnik.bot.duty;

import dev.vestnik.directory.Person;
import dev.vestnik.text.Phrases;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/** Shows the end of a duty in the zone of its reader. */
public final class DutyTimes {
    private final ZoneId defaultZone;
    private final Clock clock;

    /** @param defaultZone the zone of people whose own is not in the directory */
    public DutyTimes(ZoneId defaultZone, Clock clock) {
        this.defaultZone = defaultZone;
        this.clock = clock;
    }

    ZoneId zone(Person reader) {
        return Objects.requireNonNullElse(reader.zone(), defaultZone);
    }

    /** E.g. {@code 20:00 MSK}. */
    public String format(Instant end, Person reader, Phrases phrases) {
        ZoneId zone = zone(reader);
        return phrases.shortTime().format(end, clock.instant(), zone) + " " + phrases.zone(zone, end);
    }

    /** When a duty ends that a person begins with these arguments of {@code /poolon}. */
    public DutyEnd.Result end(DutyEnd rule, String arguments, Person person) {
        return rule.read(arguments, zone(person), clock.instant());
    }
}
