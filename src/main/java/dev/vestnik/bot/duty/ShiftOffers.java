package dev.vestnik.bot.duty;

import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.directory.Person;
import dev.vestnik.incident.Incident;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.AcceptedShifts;
import dev.vestnik.user.Duty;
import dev.vestnik.user.Duty.Stage;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Offers a duty that ends to those who are on duty for an area of it: a message with a button that accepts it. */
public final class ShiftOffers {
    /** The first part of the callback data {@code accept:<chat>:<end of the duty, epoch milliseconds>}. */
    private static final String BUTTON = "accept";

    private final UserService users;
    private final DirectoryService directories;
    private final Successors successors;
    private final AcceptedShifts accepted;
    private final ShiftReport report;
    private final AreaNames areas;
    private final Languages languages;
    private final DutyTimes times;

    public ShiftOffers(
            UserService users,
            DirectoryService directories,
            Successors successors,
            AcceptedShifts accepted,
            ShiftReport report,
            AreaNames areas,
            Languages languages,
            DutyTimes times) {
        this.users = users;
        this.directories = directories;
        this.successors = successors;
        this.accepted = accepted;
        this.report = report;
        this.areas = areas;
        this.languages = languages;
        this.times = times;
    }

    /** Whether such a duty is offered: its person was reminded of the end, or leaves. */
    static boolean isOffered(Duty duty) {
        return duty.until() != null && duty.stage() != Stage.RUNNING;
    }

    /** Offers the duty to everybody who can accept it. */
    public List<Reply> toAll(Member leaving, Duty duty) {
        List<Reply> offers = new ArrayList<>();
        successors.of(leaving).forEach(to -> offer(leaving, duty, to).ifPresent(offers::add));
        return offers;
    }

    /** The duties that end now and that a person can accept who has come on duty. */
    public List<Reply> to(Member joined) {
        Directory directory = directories.current();
        List<Reply> offers = new ArrayList<>();
        for (User user : users.all().all()) {
            Duty duty = user.duty();
            Person person = directory.person(user.phone()).orElse(null);
            if (duty != null && person != null && user.chat() != joined.user().chat() && isOffered(duty)) {
                offer(new Member(user, person), duty, joined).ifPresent(offers::add);
            }
        }
        return offers;
    }

    private Optional<Reply> offer(Member leaving, Duty duty, Member to) {
        Instant until = duty.until();
        long chat = leaving.user().chat();
        if (until == null) {
            return Optional.empty();
        }
        List<String> common = successors.commonAreas(leaving.person(), to.person()).stream()
                .filter(area -> accepted.of(chat, until, area)
                        .filter(by -> by.chat() != to.user().chat())
                        .isEmpty())
                .toList();
        List<Incident> incidents = successors.toHandOver(leaving).stream()
                .filter(incident ->
                        incident.concerns(to.person()) && (incident.area() == null || common.contains(incident.area())))
                .toList();
        boolean allAccepted =
                common.stream().allMatch(area -> accepted.of(chat, until, area).isPresent());
        if (allAccepted && incidents.isEmpty()) {
            return Optional.empty();
        }
        Phrases phrases = languages.in(to.user().language());
        String name = leaving.person().name();
        String where = AreaNames.list(common.stream().map(areas::name).toList(), phrases);
        MessageLines text = new MessageLines()
                .add(
                        duty.stage() == Stage.LEAVING
                                ? phrases.html("shift.offer-now", name, where)
                                : phrases.html("shift.offer", name, times.format(until, to.person(), phrases), where));
        if (incidents.isEmpty()) {
            text.add(phrases.html("shift.offer-nothing"));
        } else {
            report.addTo(text.add(phrases.html("shift.offer-incidents")), incidents, phrases);
        }
        return Optional.of(new Reply.Send(
                to.user().chat(),
                text.together().code(),
                new InlineKeyboard(List.of(List.of(new Button(
                        phrases.plain("shift.accept"), BUTTON + ":" + chat + ":" + until.toEpochMilli()))))));
    }
}
