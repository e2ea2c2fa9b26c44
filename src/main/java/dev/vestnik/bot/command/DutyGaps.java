package dev.vestnik.bot.command;

import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.dispatch.recipient.Coverage;
import dev.vestnik.dispatch.recipient.Coverage.Gap;
import dev.vestnik.dispatch.recipient.Coverage.Instead;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.notice.AdminNotice;
import dev.vestnik.notice.AdminNotices;
import dev.vestnik.notice.NoticeKind;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out whether a command would leave an area without a recipient for the statuses that wake, says who gets them
 * afterwards, and tells administrators if such a status is open there.
 */
public final class DutyGaps {
    /** Lines of one question; the other areas are counted. */
    private static final int MAX_LINES = 10;

    private static final Duration NOTICE_INTERVAL = Duration.ofMinutes(1);

    private final Coverage coverage;
    private final UserService users;
    private final DirectoryService directories;
    private final IncidentStore incidents;
    private final AreaNames areas;
    private final AdminNotices notices;

    public DutyGaps(
            Coverage coverage,
            UserService users,
            DirectoryService directories,
            IncidentStore incidents,
            AreaNames areas,
            AdminNotices notices) {
        this.coverage = coverage;
        this.users = users;
        this.directories = directories;
        this.incidents = incidents;
        this.areas = areas;
        this.notices = notices;
    }

    /** The gaps that going off duty would make. */
    public List<Gap> offDuty(User user) {
        return gaps(user, Optional.of(user.withDuty(null)));
    }

    /** The gaps that disabling notifications would make. */
    public List<Gap> disabled(User user) {
        return gaps(user, Optional.of(user.withEnabled(false)));
    }

    /** The gaps that deselecting the status would make. */
    public List<Gap> deselected(User user, String status) {
        Set<String> others = new HashSet<>(user.selected());
        others.remove(status);
        return gaps(user, Optional.of(user.withSelected(others)));
    }

    /** The gaps that logging out would make. */
    public List<Gap> loggedOut(User user) {
        return gaps(user, Optional.empty());
    }

    private List<Gap> gaps(User user, Optional<User> after) {
        return coverage.gaps(users.all(), directories.current(), user, after);
    }

    /** Who gets what afterwards, a line for each area and status; empty if there is no gap. */
    public Html text(User user, List<Gap> gaps, Phrases phrases) {
        return text("gap.head", user, gaps, phrases);
    }

    /** The same for somebody else than this user. */
    public Html textForOthers(User user, List<Gap> gaps, Phrases phrases) {
        return text("gap.head-other", user, gaps, phrases);
    }

    private Html text(String head, User user, List<Gap> gaps, Phrases phrases) {
        if (gaps.isEmpty()) {
            return Html.EMPTY;
        }
        MessageLines text = new MessageLines().add(phrases.html(head));
        List<Html> lines = gaps.stream().map(gap -> line(user, gap, phrases)).toList();
        return text.addAll(lines, MAX_LINES, left -> phrases.html("open.more", left))
                .together();
    }

    private Html line(User user, Gap gap, Phrases phrases) {
        String area = gap.area();
        return phrases.html(
                "gap.line",
                StatusNames.of(gap.status(), phrases),
                area == null ? phrases.plain("open.no-area") : areas.name(area),
                who(user, gap, phrases));
    }

    private String who(User user, Gap gap, Phrases phrases) {
        if (gap.instead() == Instead.NOBODY) {
            return phrases.plain("gap.nobody");
        }
        Directory directory = directories.current();
        String names = AreaNames.list(
                gap.users().stream()
                        .map(other -> other.chat() == user.chat()
                                ? phrases.plain("gap.you")
                                : directory
                                        .person(other.phone())
                                        .map(Person::name)
                                        .orElse(""))
                        .toList(),
                phrases);
        return gap.instead() == Instead.ADMINISTRATORS ? phrases.plain("gap.administrators", names) : names;
    }

    /** Tells administrators of each area that a command has left empty while an event of such a status is open there. */
    public void report(User user, List<Gap> gaps) {
        if (gaps.isEmpty()) {
            return;
        }
        Directory directory = directories.current();
        String name = directory.person(user.phone()).map(Person::name).orElse("");
        Map<String, Long> open = incidents.openByArea(
                gaps.stream().map(gap -> gap.status().name()).collect(Collectors.toSet()));
        gaps.stream().map(Gap::area).filter(Objects::nonNull).distinct().forEach(area -> {
            long count = open.getOrDefault(area, 0L);
            if (count > 0) {
                notices.send(AdminNotice.of(
                        new NoticeKind("area-left-" + area, NOTICE_INTERVAL),
                        "notice.area-left",
                        areas.name(area),
                        name,
                        Long.toString(count)));
            }
        });
    }
}
