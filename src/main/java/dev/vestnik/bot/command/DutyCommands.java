package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.ShiftHandover;
import dev.vestnik.bot.duty.DutyEnd;
import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.bot.duty.LeavingQuestion;
import dev.vestnik.bot.duty.ShiftOffers;
import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.bot.scene.Questions;
import dev.vestnik.bot.scene.Scene.Question;
import dev.vestnik.directory.Directory;
import dev.vestnik.directory.DirectoryService;
import dev.vestnik.dispatch.recipient.Coverage.Gap;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Owner;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Html;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.RelativeTime;
import dev.vestnik.text.StatusNames;
import dev.vestnik.text.Truncation;
import dev.vestnik.user.Duty;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
import dev.vestnik.user.UserSnapshot;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@code /poolon} and {@code /pooloff}. */
public final class DutyCommands {
    /** The others are counted. */
    private static final int MAX_OWNED = 10;

    private static final int MAX_ARGUMENTS = 64;

    private final UserService users;
    private final DirectoryService directories;
    private final ShiftHandover handover;
    private final IncidentOwners owners;
    private final AreaNames areas;
    private final StatusNames statuses;
    private final Questions questions;
    private final DutyGaps gaps;
    private final LeavingQuestion leavingQuestion;
    private final ShiftOffers offers;
    private final OwnedIncidents owned;
    private final DutyEnd dutyEnd;
    private final DutyTimes times;
    private final Clock clock;

    public DutyCommands(
            UserService users,
            DirectoryService directories,
            ShiftHandover handover,
            IncidentOwners owners,
            AreaNames areas,
            StatusNames statuses,
            Questions questions,
            DutyGaps gaps,
            LeavingQuestion leavingQuestion,
            ShiftOffers offers,
            OwnedIncidents owned,
            DutyEnd dutyEnd,
            DutyTimes times,
            Clock clock) {
        this.users = users;
        this.directories = directories;
        this.handover = handover;
        this.owners = owners;
        this.areas = areas;
        this.statuses = statuses;
        this.questions = questions;
        this.gaps = gaps;
        this.leavingQuestion = leavingQuestion;
        this.offers = offers;
        this.owned = owned;
        this.dutyEnd = dutyEnd;
        this.times = times;
        this.clock = clock;
    }

    /**
     * Puts the member on duty and hands over the open incidents; to a member who is already on duty only those not yet sent
     * to this chat, which exist if an earlier attempt was interrupted. The arguments say when the duty ends, see {@link DutyEnd}.
     */
    public List<Reply> join(ConversationContext context) {
        Member member = context.requireMember();
        String arguments = context.incoming().arguments();
        DutyEnd.Result end = times.end(dutyEnd, arguments, member.person());
        Phrases phrases = context.phrases();
        if (end instanceof DutyEnd.Unreadable) {
            return List.of(context.reply(phrases.html("duty.end-unreadable", Truncation.to(MAX_ARGUMENTS, arguments))));
        }
        if (!(end instanceof DutyEnd.Until until)) {
            return List.of(
                    context.reply(phrases.html("duty.end-too-long", RelativeTime.of(dutyEnd.longest(), phrases))));
        }
        boolean asItIs = arguments.isEmpty() && member.user().onDuty();
        return users.joinPool(context.chat(), asItIs ? null : Duty.begins(clock.instant(), until.end()))
                .map(change -> joined(context, change))
                .orElse(List.of());
    }

    /**
     * Takes the member off duty. Asks first what becomes of the incidents that the member owns, and if the member is the only
     * one who gets a status that wakes.
     */
    public List<Reply> leave(ConversationContext context) {
        Member member = context.requireMember();
        Duty duty = member.user().duty();
        Phrases phrases = context.phrases();
        return duty != null && leavingQuestion.isNeeded(member)
                ? List.of(context.reply(
                        leavingQuestion.text(member, phrases), leavingQuestion.buttons(member, duty, phrases)))
                : leaveAllFree(context);
    }

    /**
     * Takes the member off duty; the incidents that the member owns are free again. Names the areas without anybody on duty and
     * the statuses that are still sent. Asks first if the member is the only one who gets a status that wakes.
     */
    List<Reply> leaveAllFree(ConversationContext context) {
        User user = context.requireMember().user();
        List<Gap> left = gaps.offDuty(user);
        return left.isEmpty()
                ? leave(context, left)
                : List.of(questions.ask(context, Question.POOLOFF, gaps.text(user, left, context.phrases())));
    }

    /** Handles the answer to the question. A repeated yes succeeds. */
    public List<Reply> answerLeave(ConversationContext context) {
        User user = context.requireMember().user();
        if (Questions.isYes(context) && !user.onDuty()) {
            return Questions.close(context, Question.POOLOFF, true);
        }
        return switch (questions.answer(context, Question.POOLOFF)) {
            case YES -> {
                List<Reply> replies = new ArrayList<>(Questions.close(context, Question.POOLOFF, true));
                replies.addAll(leave(context, gaps.offDuty(user)));
                yield replies;
            }
            case NO -> Questions.close(context, Question.POOLOFF, false);
            case EXPIRED -> Questions.expire(context);
        };
    }

    private List<Reply> leave(ConversationContext context, List<Gap> left) {
        // Before the duty ends, so that a second attempt finishes what a crash has interrupted.
        List<Incident> freed = context.requireMember().user().onDuty() ? owned.release(context.chat()) : List.of();
        return users.leavePool(context.chat())
                .map(change -> {
                    gaps.report(change.before(), left);
                    return left(context, change, freed);
                })
                .orElse(List.of());
    }

    private List<Reply> joined(ConversationContext context, UserChange change) {
        Member member = context.requireMember().withUser(change.after());
        boolean begins = !change.before().onDuty();
        Reply.HandOver open = begins ? handover.all(member) : handover.notSent(member);
        int handedOver = open.incidents().size();
        int silenced = begins ? handover.silenced(member) : 0;
        Phrases phrases = context.phrases();
        MessageLines text = new MessageLines()
                .add(phrases.html(begins ? "duty.joined" : "duty.joined-before"))
                .add(areas.of(member.person(), phrases));
        Duty duty = member.user().duty();
        if (duty != null && duty.until() != null) {
            text.add(phrases.html("duty.until", times.format(duty.until(), member.person(), phrases)));
        }
        text.blank();
        if (!member.user().enabled()) {
            text.add(phrases.html("duty.but-disabled"));
        } else if (member.user().selected().isEmpty()) {
            text.add(phrases.html("duty.but-nothing-selected"));
        } else if (handedOver > 0) {
            text.add(phrases.counted("duty.handed-over.", handedOver));
            addOwned(text, open.incidents(), phrases);
        } else if (silenced == 0) {
            text.add(phrases.html(begins ? "duty.nothing-open" : "duty.nothing-missed"));
        }
        if (silenced > 0) {
            text.add(phrases.html("duty.silenced", Integer.toString(silenced)));
        }
        List<Reply> replies =
                new ArrayList<>(List.of(context.reply(text.together(), Keyboards.menu(member.user(), phrases)), open));
        if (begins) {
            replies.addAll(offers.to(member));
        }
        return replies;
    }

    /** Which of the incidents somebody works on. */
    private void addOwned(MessageLines text, List<Incident> open, Phrases phrases) {
        Map<String, Owner> owned =
                owners.owners(open.stream().map(Incident::key).toList());
        List<Html> lines = open.stream()
                .filter(incident -> owned.containsKey(incident.key()))
                .sorted(Comparator.comparingLong(Incident::number))
                .map(incident -> phrases.html(
                        "duty.owned-line",
                        Long.toString(incident.number()),
                        incident.title(),
                        Objects.requireNonNull(owned.get(incident.key())).name()))
                .toList();
        if (!lines.isEmpty()) {
            text.blank()
                    .add(phrases.html("duty.owned"))
                    .addAll(lines, MAX_OWNED, left -> phrases.html("open.more", left));
        }
    }

    private List<Reply> left(ConversationContext context, UserChange change, List<Incident> freed) {
        Member member = context.requireMember().withUser(change.after());
        Phrases phrases = context.phrases();
        MessageLines text = new MessageLines().add(phrases.html(change.changed() ? "duty.left" : "duty.left-before"));
        if (!freed.isEmpty()) {
            text.add(phrases.html("leaving.freed", numbers(freed)));
        }
        List<String> empty = areasWithoutAnybody(member);
        if (!empty.isEmpty()) {
            String key = empty.size() == 1 ? "duty.nobody-left.one" : "duty.nobody-left.many";
            text.add(phrases.html(key, AreaNames.list(empty, phrases)));
        }
        String waking = statuses.waking(phrases);
        if (member.user().enabled() && !empty.isEmpty() && !waking.isEmpty()) {
            text.blank().add(phrases.html("duty.still-woken", waking));
        }
        return List.of(context.reply(text.together(), Keyboards.menu(member.user(), phrases)));
    }

    private static Html numbers(List<Incident> some) {
        return new Html(some.stream()
                .limit(MAX_OWNED)
                .map(incident -> "#" + incident.number())
                .collect(Collectors.joining(", ", "", some.size() > MAX_OWNED ? " …" : "")));
    }

    private List<String> areasWithoutAnybody(Member member) {
        UserSnapshot all = users.all();
        Directory directory = directories.current();
        return areas.areasOf(member.person()).stream()
                .filter(area -> all.onDuty(area, directory).stream().noneMatch(User::reachable))
                .map(areas::name)
                .toList();
    }
}
