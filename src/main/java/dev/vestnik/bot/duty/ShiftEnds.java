package dev.vestnik.bot.duty;

import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.notice.AdminNotice;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.notice.NoticeKind;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.Duty;
import dev.vestnik.user.Duty.Stage;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends duties in time. A quarter of an hour before, the person is told what stays open and who comes next. A duty never ends
 * without a successor: while an area of the person would be without anybody on duty, it goes on, and administrators are told.
 * Every step is a compare-and-set of the user, so that of several instances one takes it.
 */
public final class ShiftEnds {
    /** The first part of the callback data of the buttons of the reminder. */
    public static final String BUTTON = "duty";

    public static final String EXTEND = "extend";
    public static final String LEAVE = "leave";

    /** What the button adds to a duty. */
    public static final Duration EXTENSION = Duration.ofHours(1);

    private static final Duration REMINDER = Duration.ofMinutes(15);
    private static final int MAX_COUNTED = 5_000;
    private static final NoticeKind NO_SUCCESSOR = new NoticeKind("duty-without-successor", Duration.ofMinutes(1));
    private static final Logger LOG = LoggerFactory.getLogger(ShiftEnds.class);

    private final UserService users;
    private final DirectoryService directories;
    private final IncidentStore incidents;
    private final AreaNames areas;
    private final Languages languages;
    private final DutyTimes times;
    private final AdminNotices notices;
    private final Duration longest;
    private final Clock clock;

    /** @param longest the longest duty */
    public ShiftEnds(
            UserService users,
            DirectoryService directories,
            IncidentStore incidents,
            AreaNames areas,
            Languages languages,
            DutyTimes times,
            AdminNotices notices,
            Duration longest,
            Clock clock) {
        this.users = users;
        this.directories = directories;
        this.incidents = incidents;
        this.areas = areas;
        this.languages = languages;
        this.times = times;
        this.notices = notices;
        this.longest = longest;
        this.clock = clock;
    }

    /** Looks at each duty; returns what its person has to be told. */
    public List<Reply> check() {
        List<Reply> replies = new ArrayList<>();
        Directory directory = directories.current();
        for (User user : users.all().all()) {
            Duty duty = user.duty();
            Person person = directory.person(user.phone()).orElse(null);
            if (duty != null && person != null) {
                check(user, duty, person).ifPresent(replies::add);
            }
        }
        return replies;
    }

    private Optional<Reply> check(User user, Duty duty, Person person) {
        Instant now = clock.instant();
        Instant until = duty.until();
        if (until == null) {
            users.changeDuty(user.chat(), duty, Duty.until(now.plus(longest)));
            return Optional.empty();
        }
        if (now.isBefore(until.minus(REMINDER))) {
            return Optional.empty();
        }
        if (now.isBefore(until)) {
            return duty.stage() == Stage.RUNNING && changed(user, duty, duty.in(Stage.REMINDED))
                    ? Optional.of(reminder(user, until, person))
                    : Optional.empty();
        }
        List<String> empty = areasWithoutSuccessor(user, person);
        if (empty.isEmpty()) {
            return changed(user, duty, null) ? Optional.of(ended(user, person)) : Optional.empty();
        }
        return duty.stage() != Stage.OVERTIME && changed(user, duty, duty.in(Stage.OVERTIME))
                ? Optional.of(overtime(user, person, empty))
                : Optional.empty();
    }

    private boolean changed(User user, Duty expected, @Nullable Duty duty) {
        return users.changeDuty(user.chat(), expected, duty)
                .filter(UserChange::changed)
                .isPresent();
    }

    private Reply reminder(User user, Instant until, Person person) {
        Phrases phrases = languages.in(user.language());
        int open = incidents.openFor(person, MAX_COUNTED).size();
        List<String> empty = areasWithoutSuccessor(user, person);
        MessageLines text = new MessageLines()
                .add(phrases.html("shift.reminder", times.format(until, person, phrases)))
                .add(open == 0 ? phrases.html("duty.nothing-open") : phrases.html("shift.open", open))
                .add(
                        empty.isEmpty()
                                ? phrases.html("shift.next", successors(user, person, phrases))
                                : phrases.html("shift.no-successor", AreaNames.list(empty, phrases)));
        return new Reply.Send(user.chat(), text.together().code(), buttons(phrases));
    }

    private Reply ended(User user, Person person) {
        Phrases phrases = languages.in(user.language());
        LOG.info("The duty of chat {} has ended", user.chat());
        return new Reply.Send(
                user.chat(),
                phrases.html("shift.ended", successors(user, person, phrases)).code(),
                Keyboards.menu(user.withDuty(null), phrases));
    }

    private Reply overtime(User user, Person person, List<String> empty) {
        Phrases phrases = languages.in(user.language());
        LOG.warn("The duty of chat {} goes on after its end: nobody else is on duty for {}", user.chat(), empty);
        notices.send(AdminNotice.of(
                NO_SUCCESSOR, "notice.no-successor", person.name(), AreaNames.list(empty, languages.in("en"))));
        return new Reply.Send(
                user.chat(),
                phrases.html("shift.overtime", AreaNames.list(empty, phrases)).code(),
                buttons(phrases));
    }

    private static InlineKeyboard buttons(Phrases phrases) {
        return new InlineKeyboard(List.of(List.of(
                new Button(phrases.plain("shift.leave"), BUTTON + ":" + LEAVE),
                new Button(phrases.plain("shift.extend"), BUTTON + ":" + EXTEND))));
    }

    /** The names of the areas of this person that nobody else is on duty for. */
    private List<String> areasWithoutSuccessor(User user, Person person) {
        Directory directory = directories.current();
        UserSnapshot all = users.all();
        return areas.areasOf(person).stream()
                .filter(area -> others(area, user, all, directory).isEmpty())
                .map(areas::name)
                .toList();
    }

    private String successors(User user, Person person, Phrases phrases) {
        Directory directory = directories.current();
        UserSnapshot all = users.all();
        List<String> names = areas.areasOf(person).stream()
                .flatMap(area -> others(area, user, all, directory).stream())
                .map(other -> directory.person(other.phone()).map(Person::name).orElse(""))
                .distinct()
                .toList();
        return names.isEmpty() ? "—" : AreaNames.list(names, phrases);
    }

    private static List<User> others(String area, User user, UserSnapshot all, Directory directory) {
        return all.onDuty(area, directory).stream()
                .filter(other -> other.chat() != user.chat() && other.reachable())
                .toList();
    }
}
