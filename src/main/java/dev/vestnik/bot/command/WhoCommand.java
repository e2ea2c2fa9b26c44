package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.duty.DutyCoverage;
import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.Duty;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** {@code /who}: lists the names of the people on duty by area, until when, and where nobody is. Does not show phones. */
public final class WhoCommand {
    private static final String ALL_AREAS = "*";
    private static final int MAX_GAPS = 10;

    private final UserService users;
    private final DirectoryService directories;
    private final AreaNames areas;
    private final DutyTimes times;
    private final Clock clock;

    public WhoCommand(UserService users, DirectoryService directories, AreaNames areas, DutyTimes times, Clock clock) {
        this.users = users;
        this.directories = directories;
        this.areas = areas;
        this.times = times;
        this.clock = clock;
    }

    public List<Reply> show(ConversationContext context) {
        Phrases phrases = context.phrases();
        Directory directory = directories.current();
        UserSnapshot all = users.all();
        List<User> everywhere = all.onDuty(directory).stream()
                .filter(user -> answersForAll(user, directory))
                .toList();
        MessageLines text = new MessageLines().add(phrases.html("who.head"));
        if (!everywhere.isEmpty()) {
            text.add(phrases.html("who.everywhere", names(everywhere, directory, context)));
        }
        List<Html> lines = directory.areas().keySet().stream()
                .sorted((one, other) -> areas.name(one).compareToIgnoreCase(areas.name(other)))
                .map(area -> line(area, all.onDuty(area, directory), directory, context))
                .toList();
        text.addAll(lines, lines.size(), left -> phrases.html("who.more", left));
        List<Html> gaps = gaps(DutyCoverage.of(all, directory, clock.instant()), context);
        if (!gaps.isEmpty()) {
            text.blank().addAll(gaps, MAX_GAPS, left -> phrases.html("open.more", left));
        }
        return List.of(context.reply(text.together()));
    }

    /** Where nobody can be reached now, and from when on nobody is on duty, the next first. */
    private List<Html> gaps(DutyCoverage coverage, ConversationContext context) {
        Phrases phrases = context.phrases();
        List<Html> gaps = new ArrayList<>();
        if (!coverage.unreachable().isEmpty()) {
            gaps.add(phrases.html("who.gap-unreachable", AreaNames.list(coverage.unreachable(), phrases)));
        }
        if (!coverage.overtime().isEmpty()) {
            gaps.add(phrases.html("who.gap-overtime", AreaNames.list(coverage.overtime(), phrases)));
        }
        coverage.until()
                .forEach((end, names) -> gaps.add(phrases.html(
                        "who.gap-after",
                        times.format(end, context.requireMember().person(), phrases),
                        AreaNames.list(names, phrases))));
        return gaps;
    }

    private Html line(String area, List<User> onDuty, Directory directory, ConversationContext context) {
        Phrases phrases = context.phrases();
        List<User> own =
                onDuty.stream().filter(user -> !answersForAll(user, directory)).toList();
        if (!own.isEmpty()) {
            return phrases.html("who.area", areas.name(area), names(own, directory, context));
        }
        return phrases.html(onDuty.isEmpty() ? "who.nobody" : "who.nobody-own", areas.name(area));
    }

    private String names(List<User> some, Directory directory, ConversationContext context) {
        return AreaNames.list(
                some.stream().map(user -> name(user, directory, context)).toList(), context.phrases());
    }

    private String name(User user, Directory directory, ConversationContext context) {
        Phrases phrases = context.phrases();
        String name = directory.person(user.phone()).orElseThrow().name();
        Duty duty = user.duty();
        if (!user.reachable()) {
            return phrases.plain("who.unreachable", name);
        }
        return duty == null || duty.until() == null
                ? name
                : phrases.plain(
                        "who.until",
                        name,
                        times.format(duty.until(), context.requireMember().person(), phrases));
    }

    private static boolean answersForAll(User user, Directory directory) {
        return directory
                .person(user.phone())
                .filter(person -> person.areas().contains(ALL_AREAS))
                .isPresent();
    }
}
