package dev.vestnik.bot.duty;

import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.incident.Incident;
import dev.vestnik.notice.AdminNotice;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.notice.NoticeKind;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.Duty;
import dev.vestnik.user.Duty.Stage;
import dev.vestnik.user.HashedChat;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
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
 * Ends duties in time. A quarter of an hour before, the person gets the report of the duty, and the others who are on duty are
 * offered to accept it. A duty never ends without a successor: while an area of the person would be without anybody on duty, or
 * nobody has accepted the person's incidents, it goes on, and administrators are told. Every step is a compare-and-set of the
 * user, so that of several instances one takes it.
 */
public final class ShiftEnds {
    /** The first part of the callback data {@code duty:<what>:<end of the duty, epoch milliseconds>}. */
    private static final String BUTTON = "duty";

    public static final String EXTEND = "extend";
    public static final String LEAVE = "leave";

    /** What the button adds to a duty. */
    public static final Duration EXTENSION = Duration.ofHours(1);

    private static final Duration REMINDER = Duration.ofMinutes(15);
    private static final NoticeKind NO_SUCCESSOR = new NoticeKind("duty-without-successor", Duration.ofMinutes(1));
    private static final NoticeKind NOT_ACCEPTED = new NoticeKind("duty-not-accepted", Duration.ofMinutes(1));
    private static final Logger LOG = LoggerFactory.getLogger(ShiftEnds.class);

    private final UserService users;
    private final DirectoryService directories;
    private final Successors successors;
    private final ShiftReport report;
    private final ShiftOffers offers;
    private final Languages languages;
    private final DutyTimes times;
    private final AdminNotices notices;
    private final Duration longest;
    private final Clock clock;

    /** @param longest the longest duty */
    public ShiftEnds(
            UserService users,
            DirectoryService directories,
            Successors successors,
            ShiftReport report,
            ShiftOffers offers,
            Languages languages,
            DutyTimes times,
            AdminNotices notices,
            Duration longest,
            Clock clock) {
        this.users = users;
        this.directories = directories;
        this.successors = successors;
        this.report = report;
        this.offers = offers;
        this.languages = languages;
        this.times = times;
        this.notices = notices;
        this.longest = longest;
        this.clock = clock;
    }

    /** The callback data of a button about the end of this duty; a button of an earlier duty changes nothing. */
    static String data(String what, Duty duty) {
        return BUTTON + ":" + what + ":" + id(duty);
    }

    /** Tells the duties of one person apart. */
    public static String id(Duty duty) {
        Instant until = duty.until();
        return until == null ? "0" : Long.toString(until.toEpochMilli());
    }

    /** Looks at each duty; returns what people have to be told. */
    public List<Reply> check() {
        List<Reply> replies = new ArrayList<>();
        Directory directory = directories.current();
        for (User user : users.all().all()) {
            Duty duty = user.duty();
            Person person = directory.person(user.phone()).orElse(null);
            if (duty != null && person != null) {
                replies.addAll(check(new Member(user, person), duty));
            }
        }
        return replies;
    }

    /** Somebody has accepted some of this duty: it ends now if its person leaves and nothing else keeps it. */
    Optional<Reply> accepted(Member member, Duty duty) {
        return duty.stage() == Stage.REMINDED || !new Obstacles(member).isEmpty()
                ? Optional.empty()
                : end(member, duty);
    }

    /** The stage of a duty whose person stays. */
    public Stage staying(Duty duty) {
        Instant until = duty.until();
        return until == null || clock.instant().isBefore(until.minus(REMINDER)) ? Stage.RUNNING : Stage.REMINDED;
    }

    /** What keeps a duty from ending. */
    private final class Obstacles {
        private final List<String> areas;
        private final List<Incident> incidents;

        Obstacles(Member member) {
            this.areas = successors.areasWithout(member);
            this.incidents = successors.toHandOver(member);
        }

        boolean isEmpty() {
            return areas.isEmpty() && incidents.isEmpty();
        }
    }

    private List<Reply> check(Member member, Duty duty) {
        Instant now = clock.instant();
        Instant until = duty.until();
        if (until == null) {
            users.changeDuty(member.user().chat(), duty, duty.endingAt(now.plus(longest)));
            return List.of();
        }
        boolean due = !now.isBefore(until);
        if (!due && duty.stage() == Stage.RUNNING && !now.isBefore(until.minus(REMINDER))) {
            Duty reminded = duty.in(Stage.REMINDED);
            return changed(member, duty, reminded) ? reminder(member, reminded, until) : List.of();
        }
        if (!due && duty.stage() != Stage.LEAVING) {
            return List.of();
        }
        Obstacles obstacles = new Obstacles(member);
        if (obstacles.isEmpty()) {
            return end(member, duty).map(List::of).orElse(List.of());
        }
        Duty overtime = duty.in(Stage.OVERTIME);
        return due && duty.stage() != Stage.OVERTIME && changed(member, duty, overtime)
                ? overtime(member, overtime, obstacles)
                : List.of();
    }

    private boolean changed(Member member, Duty expected, @Nullable Duty duty) {
        return users.changeDuty(member.user().chat(), expected, duty)
                .filter(UserChange::changed)
                .isPresent();
    }

    private List<Reply> reminder(Member member, Duty duty, Instant until) {
        Phrases phrases = languages.in(member.user().language());
        List<String> empty = successors.areasWithout(member);
        MessageLines text = new MessageLines()
                .add(phrases.html("shift.reminder", times.format(until, member.person(), phrases)))
                .blank();
        report.lines(member, duty, phrases).forEach(text::add);
        text.blank()
                .add(
                        empty.isEmpty()
                                ? phrases.html("shift.next", successors.names(member, phrases))
                                : phrases.html("shift.no-successor", AreaNames.list(empty, phrases)));
        List<Reply> replies = new ArrayList<>();
        replies.add(new Reply.Send(member.user().chat(), text.together().code(), buttons(duty, phrases)));
        replies.addAll(offers.toAll(member, duty));
        return replies;
    }

    private Optional<Reply> end(Member member, Duty duty) {
        if (!changed(member, duty, null)) {
            return Optional.empty();
        }
        User user = member.user();
        Phrases phrases = languages.in(user.language());
        LOG.info("The duty of chat {} has ended", HashedChat.of(user.chat()));
        return Optional.of(new Reply.Send(
                user.chat(),
                phrases.html("shift.ended", successors.names(member, phrases)).code(),
                Keyboards.menu(user.withDuty(null), phrases)));
    }

    private List<Reply> overtime(Member member, Duty duty, Obstacles obstacles) {
        Phrases phrases = languages.in(member.user().language());
        String name = member.person().name();
        MessageLines text = new MessageLines();
        if (!obstacles.areas.isEmpty()) {
            LOG.warn(
                    "The duty of chat {} goes on after its end: nobody else is on duty for {}",
                    HashedChat.of(member.user().chat()),
                    obstacles.areas);
            notices.send(AdminNotice.of(
                    NO_SUCCESSOR, "notice.no-successor", name, AreaNames.list(obstacles.areas, languages.in("en"))));
            text.add(phrases.html("shift.overtime", AreaNames.list(obstacles.areas, phrases)));
        }
        if (!obstacles.incidents.isEmpty()) {
            String count = Integer.toString(obstacles.incidents.size());
            LOG.warn(
                    "The duty of chat {} goes on after its end: nobody has accepted its {} incidents",
                    HashedChat.of(member.user().chat()),
                    count);
            notices.send(AdminNotice.of(NOT_ACCEPTED, "notice.not-accepted", name, count));
            text.add(phrases.html("shift.not-accepted"));
            report.addTo(text, obstacles.incidents, phrases);
        }
        List<Reply> replies = new ArrayList<>();
        replies.add(new Reply.Send(member.user().chat(), text.together().code(), buttons(duty, phrases)));
        replies.addAll(offers.toAll(member, duty));
        return replies;
    }

    private static InlineKeyboard buttons(Duty duty, Phrases phrases) {
        return new InlineKeyboard(List.of(List.of(
                new Button(phrases.plain("shift.leave"), data(LEAVE, duty)),
                new Button(phrases.plain("shift.extend"), data(EXTEND, duty)))));
    }
}
