package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.ShiftHandover;
import dev.vestnik.directory.CurrentDirectory;
import dev.vestnik.directory.Directory;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import java.util.List;

/** {@code /poolon} and {@code /pooloff}. */
public final class DutyCommands {
    private final UserService users;
    private final CurrentDirectory directories;
    private final ShiftHandover handover;
    private final AreaNames areas;
    private final StatusNames statuses;

    public DutyCommands(
            UserService users,
            CurrentDirectory directories,
            ShiftHandover handover,
            AreaNames areas,
            StatusNames statuses) {
        this.users = users;
        this.directories = directories;
        this.handover = handover;
        this.areas = areas;
        this.statuses = statuses;
    }

    /**
     * On duty, and handed over what is open. Who is on duty already is handed over only what this chat was not sent yet:
     * there is such where the first time was cut short.
     */
    public List<Reply> join(ConversationContext visit) {
        return users.joinPool(visit.chat()).map(change -> joined(visit, change)).orElse(List.of());
    }

    /** Off duty; says what still comes, and where nobody is left. */
    public List<Reply> leave(ConversationContext visit) {
        return users.leavePool(visit.chat()).map(change -> left(visit, change)).orElse(List.of());
    }

    private List<Reply> joined(ConversationContext visit, UserChange change) {
        Member member = visit.known().as(change.after());
        int handedOver = change.changed() ? handover.everything(member) : handover.missed(member);
        Phrases phrases = visit.phrases();
        MessageLines text = new MessageLines()
                .add(phrases.html(change.changed() ? "duty.joined" : "duty.joined-before"))
                .add(areas.of(member.person(), phrases))
                .blank();
        if (!member.user().enabled()) {
            text.add(phrases.html("duty.but-disabled"));
        } else if (member.user().selected().isEmpty()) {
            text.add(phrases.html("duty.but-nothing-selected"));
        } else if (handedOver > 0) {
            text.add(phrases.html("duty.handed-over", handedOver));
        } else {
            text.add(phrases.html(change.changed() ? "duty.nothing-open" : "duty.nothing-missed"));
        }
        return List.of(visit.say(text.together(), Keyboards.menu(member.user(), phrases)));
    }

    private List<Reply> left(ConversationContext visit, UserChange change) {
        Member member = visit.known().as(change.after());
        Phrases phrases = visit.phrases();
        MessageLines text = new MessageLines().add(phrases.html(change.changed() ? "duty.left" : "duty.left-before"));
        List<String> empty = withoutAnybody(member);
        if (change.changed() && !empty.isEmpty()) {
            text.add(phrases.html("duty.nobody-left", AreaNames.list(empty, phrases)));
        }
        String waking = statuses.waking(phrases);
        if (member.user().enabled() && !waking.isEmpty()) {
            text.blank().add(phrases.html("duty.still-woken", waking));
        }
        return List.of(visit.say(text.together(), Keyboards.menu(member.user(), phrases)));
    }

    private List<String> withoutAnybody(Member member) {
        UserSnapshot all = users.all();
        Directory directory = directories.current();
        return areas.answeredBy(member.person()).stream()
                .filter(area -> all.onDuty(area, directory).stream().noneMatch(User::reachable))
                .map(areas::name)
                .toList();
    }
}
