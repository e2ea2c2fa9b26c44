package dev.vestnik.bot.readiness;

import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.dispatch.recipient.Readiness.AreaReadiness;
import dev.vestnik.dispatch.recipient.Readiness.Somebody;
import dev.vestnik.dispatch.recipient.Readiness.Step;
import dev.vestnik.incident.escalation.EscalationPolicies;
import dev.vestnik.incident.escalation.EscalationPolicy;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.User;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How readiness is shown to people. */
public final class ReadinessText {
    /** The others are counted. */
    private static final int MAX_PEOPLE = 6;

    private final AreaNames areas;
    private final DirectoryService directories;
    private final EscalationPolicies escalations;

    public ReadinessText(AreaNames areas, DirectoryService directories, EscalationPolicies escalations) {
        this.areas = areas;
        this.directories = directories;
        this.escalations = escalations;
    }

    String areaName(AreaReadiness area, Phrases phrases) {
        return area.area() == null ? phrases.plain("ready.unknown-area") : areas.name(area.area());
    }

    /** The areas in which nobody would be woken. */
    Html head(List<AreaReadiness> all, Phrases phrases) {
        List<String> empty = all.stream()
                .filter(area -> area.woken().isEmpty())
                .map(area -> areaName(area, phrases))
                .distinct()
                .toList();
        return switch (empty.size()) {
            case 0 -> phrases.html("ready.all");
            case 1 -> phrases.html("ready.nobody.one", empty.get(0));
            default -> phrases.html("ready.nobody.many", empty.size());
        };
    }

    /** Who would be woken, and below the people of each step. */
    Html of(AreaReadiness area, Phrases phrases) {
        String emoji = area.status().emoji();
        String name = areaName(area, phrases);
        MessageLines text = new MessageLines();
        if (area.woken().isEmpty()) {
            text.add(phrases.html("ready.empty", emoji, name));
        } else {
            text.add(phrases.html(
                    area.forced() ? "ready.forced" : "ready.woken", emoji, name, names(area.woken(), phrases)));
        }
        area.steps().forEach(step -> text.add(line(step, phrases)));
        if (escalations.isOwn(area.area())) {
            text.add(escalation(escalations.of(area.area()), phrases));
        }
        return text.together();
    }

    /** The steps of an area's own escalation. */
    private static Html escalation(EscalationPolicy policy, Phrases phrases) {
        if (policy.isEmpty()) {
            return phrases.html("ready.no-escalation");
        }
        List<String> steps = policy.steps().stream()
                .map(step -> phrases.plain("ready.escalation." + step.to().label(), time(step.after(), phrases)))
                .toList();
        return phrases.html("ready.escalation", String.join(", ", steps), time(policy.repeat(), phrases));
    }

    private static String time(Duration time, Phrases phrases) {
        if (time.toSeconds() % 60 != 0) {
            return phrases.plain("ready.seconds", Long.toString(time.toSeconds()));
        }
        return time.toMinutes() % 60 != 0
                ? phrases.plain("age.minutes", time.toMinutes())
                : phrases.plain("age.hours", time.toHours());
    }

    /** The names of these people, sorted; of many only the first, and the number of the others. */
    String names(List<User> users, Phrases phrases) {
        List<String> names = users.stream()
                .flatMap(user -> directories.current().person(user.phone()).stream())
                .map(Person::name)
                .distinct()
                .toList();
        return AreaNames.list(names, phrases);
    }

    private static Html line(Step step, Phrases phrases) {
        List<Somebody> people = step.people();
        String names = people.stream()
                .limit(MAX_PEOPLE)
                .map(somebody -> name(somebody, phrases))
                .collect(Collectors.joining(", "));
        String key = "ready.step." + step.name().name().toLowerCase(Locale.ROOT);
        if (people.isEmpty()) {
            return phrases.html(key, phrases.plain("ready.step.nobody"));
        }
        return phrases.html(
                key,
                people.size() <= MAX_PEOPLE ? names : phrases.plain("areas.more", names, people.size() - MAX_PEOPLE));
    }

    private static String name(Somebody somebody, Phrases phrases) {
        return somebody.obstacle() == null
                ? somebody.person().name()
                : phrases.plain(
                        "ready.person",
                        somebody.person().name(),
                        phrases.plain("obstacle." + somebody.obstacle().label()));
    }
}
