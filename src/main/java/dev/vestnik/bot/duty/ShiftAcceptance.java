package dev.vestnik.bot.duty;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.incident.IncidentRequests;
import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.incident.Incident;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.Languages;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.AcceptedShifts;
import dev.vestnik.user.AcceptedShifts.Acceptance;
import dev.vestnik.user.Duty;
import dev.vestnik.user.UserService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The button by which a person on duty accepts the duty of another one. For each area one person does so, and becomes the
 * owner of the incidents there that the other person owns.
 */
public final class ShiftAcceptance {
    private static final Pattern DATA = Pattern.compile("([0-9]{1,18}):([0-9]{1,18})");

    private final UserService users;
    private final DirectoryService directories;
    private final Successors successors;
    private final AcceptedShifts accepted;
    private final OwnedIncidents owned;
    private final IncidentRequests requests;
    private final ShiftReport report;
    private final ShiftEnds ends;
    private final AreaNames areas;
    private final Languages languages;
    private final DutyTimes times;

    public ShiftAcceptance(
            UserService users,
            DirectoryService directories,
            Successors successors,
            AcceptedShifts accepted,
            OwnedIncidents owned,
            IncidentRequests requests,
            ShiftReport report,
            ShiftEnds ends,
            AreaNames areas,
            Languages languages,
            DutyTimes times) {
        this.users = users;
        this.directories = directories;
        this.successors = successors;
        this.accepted = accepted;
        this.owned = owned;
        this.requests = requests;
        this.report = report;
        this.ends = ends;
        this.areas = areas;
        this.languages = languages;
        this.times = times;
    }

    /** The areas that a press has accepted, and the incidents that have passed with them. */
    private record Accepted(List<String> areas, List<Incident> incidents) {}

    /** Data {@code accept:<chat>:<end of the duty>}. The same press again finishes what a crash has interrupted. */
    public List<Reply> press(ConversationContext context) {
        Matcher data = DATA.matcher(context.callbackArgument());
        Phrases phrases = context.phrases();
        if (!data.matches()) {
            return List.of(context.answerCallback(phrases.plain("hint.button")));
        }
        Member member = context.requireMember();
        if (!member.user().onDuty()) {
            return List.of(context.answerCallback(phrases.plain("shift.accept-off-duty")));
        }
        Instant until = Instant.ofEpochMilli(Long.parseLong(data.group(2)));
        Member leaving = member(Long.parseLong(data.group(1))).orElse(null);
        if (leaving == null) {
            return context.edit(null, phrases.html("shift.accept-over"), null);
        }
        List<String> common = successors.commonAreas(leaving.person(), member.person());
        if (common.isEmpty()) {
            return context.edit(null, phrases.html("shift.accept-no-area"), null);
        }
        Duty duty = leaving.user().duty();
        if (duty == null || !ShiftOffers.isOffered(duty) || !isSame(duty.until(), until)) {
            return context.edit(null, over(member, leaving, until, common, phrases), null);
        }
        return accept(context, leaving, duty, until, common);
    }

    private List<Reply> accept(
            ConversationContext context, Member leaving, Duty duty, Instant until, List<String> common) {
        Member member = context.requireMember();
        Phrases phrases = context.phrases();
        long chat = leaving.user().chat();
        List<String> mine = new ArrayList<>();
        boolean first = false;
        for (String area : common) {
            Acceptance acceptance = accepted.accept(
                    chat, until, area, context.chat(), member.person().name());
            first |= acceptance.first();
            if (acceptance.chat() == context.chat()) {
                mine.add(area);
            }
        }
        List<Incident> passed =
                owned.handOver(chat, leaving.person().name(), member, incident -> passes(incident, mine, member));
        if (mine.isEmpty() || (!first && passed.isEmpty())) {
            return context.edit(null, over(member, leaving, until, common, phrases), null);
        }
        passed.stream()
                .limit(ShiftReport.MAX_LISTED)
                .forEach(incident -> requests.showCard(context.chat(), incident.key()));
        Accepted now = new Accepted(mine, passed);
        List<Reply> replies = new ArrayList<>(context.edit(null, done(leaving, now, phrases), null));
        replies.add(news(leaving, member, now));
        passed.stream()
                .findFirst()
                .ifPresent(incident -> replies.add(new Reply.CardsOutdated(context.chat(), incident.key())));
        ends.accepted(leaving, duty).ifPresent(replies::add);
        return replies;
    }

    private static boolean passes(Incident incident, List<String> mine, Member member) {
        String area = incident.area();
        return !incident.isPrivate() && incident.concerns(member.person()) && (area == null || mine.contains(area));
    }

    private Html done(Member leaving, Accepted now, Phrases phrases) {
        MessageLines text = new MessageLines()
                .add(phrases.html("shift.accepted", leaving.person().name(), names(now.areas(), phrases)));
        return withIncidents(text, "shift.accepted-incidents", now, phrases);
    }

    private Reply news(Member leaving, Member by, Accepted now) {
        Phrases phrases = languages.in(leaving.user().language());
        MessageLines text = new MessageLines()
                .add(phrases.html("shift.accepted-by", by.person().name(), names(now.areas(), phrases)));
        return new Reply.Send(
                leaving.user().chat(),
                withIncidents(text, "shift.passed-incidents", now, phrases).code(),
                null);
    }

    private Html withIncidents(MessageLines text, String head, Accepted now, Phrases phrases) {
        if (!now.incidents().isEmpty()) {
            report.addTo(text.add(phrases.html(head)), now.incidents(), phrases);
        }
        return text.together();
    }

    /** Why there is nothing to accept. */
    private Html over(Member member, Member leaving, Instant until, List<String> common, Phrases phrases) {
        long chat = leaving.user().chat();
        List<Acceptance> acceptances = common.stream()
                .flatMap(area -> accepted.of(chat, until, area).stream())
                .toList();
        if (acceptances.stream()
                .anyMatch(acceptance -> acceptance.chat() == member.user().chat())) {
            return phrases.html("shift.accept-again", leaving.person().name());
        }
        if (!acceptances.isEmpty()) {
            String names = acceptances.stream().map(Acceptance::name).distinct().collect(Collectors.joining(", "));
            return phrases.html("shift.accept-late", names);
        }
        Duty duty = leaving.user().duty();
        Instant end = duty == null ? null : duty.until();
        return end == null
                ? phrases.html("shift.accept-over")
                : phrases.html(
                        "shift.accept-extended", leaving.person().name(), times.format(end, member.person(), phrases));
    }

    private String names(List<String> some, Phrases phrases) {
        return AreaNames.list(some.stream().map(areas::name).toList(), phrases);
    }

    private static boolean isSame(@Nullable Instant end, Instant until) {
        return end != null && end.toEpochMilli() == until.toEpochMilli();
    }

    private Optional<Member> member(long chat) {
        return users.byChat(chat)
                .flatMap(user -> directories.current().person(user.phone()).map(person -> new Member(user, person)));
    }
}
