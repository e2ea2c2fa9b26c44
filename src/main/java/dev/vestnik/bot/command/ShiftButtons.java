package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.duty.DutyEnd;
import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.bot.duty.LeavingQuestion;
import dev.vestnik.bot.duty.ShiftEnds;
import dev.vestnik.bot.duty.ShiftOffers;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.Duty;
import dev.vestnik.user.Duty.Stage;
import dev.vestnik.user.UserService;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The buttons of a person whose duty ends: one hour more, off duty, hand over, leave the incidents free, stay. */
public final class ShiftButtons {
    private final UserService users;
    private final DutyCommands commands;
    private final LeavingQuestion question;
    private final ShiftEnds ends;
    private final ShiftOffers offers;
    private final DutyEnd dutyEnd;
    private final DutyTimes times;
    private final Clock clock;

    public ShiftButtons(
            UserService users,
            DutyCommands commands,
            LeavingQuestion question,
            ShiftEnds ends,
            ShiftOffers offers,
            DutyEnd dutyEnd,
            DutyTimes times,
            Clock clock) {
        this.users = users;
        this.commands = commands;
        this.question = question;
        this.ends = ends;
        this.offers = offers;
        this.dutyEnd = dutyEnd;
        this.times = times;
        this.clock = clock;
    }

    /** Data {@code duty:<what>:<end of the duty>}. A button of an earlier duty, or of an earlier end, changes nothing. */
    public List<Reply> press(ConversationContext context) {
        Duty duty = context.requireMember().user().duty();
        Phrases phrases = context.phrases();
        if (duty == null) {
            return context.edit(null, phrases.html("duty.left-before"), null);
        }
        String[] data = context.callbackArgument().split(":", 2);
        if (data.length < 2 || !data[1].equals(ShiftEnds.id(duty))) {
            return context.edit(null, phrases.html("question.over"), null);
        }
        return switch (data[0]) {
            case ShiftEnds.EXTEND -> extend(context, duty);
            case ShiftEnds.LEAVE -> leave(context, duty);
            case LeavingQuestion.OFFER -> offer(context, duty);
            case LeavingQuestion.FREE -> free(context);
            case LeavingQuestion.STAY -> stay(context, duty);
            default -> List.of(context.answerCallback(phrases.plain("hint.button")));
        };
    }

    private List<Reply> extend(ConversationContext context, Duty duty) {
        Instant end = extended(duty);
        users.changeDuty(context.chat(), duty, duty.endingAt(end));
        Phrases phrases = context.phrases();
        String time = times.format(end, context.requireMember().person(), phrases);
        return context.edit(null, phrases.html("shift.extended", time), null);
    }

    private Instant extended(Duty duty) {
        Instant now = clock.instant();
        Instant until = duty.until() == null || duty.until().isBefore(now) ? now : duty.until();
        Instant latest = now.plus(dutyEnd.longest());
        Instant end = until.plus(ShiftEnds.EXTENSION);
        return end.isAfter(latest) ? latest : end;
    }

    /** Hands over if somebody can accept; else as {@code /pooloff}. */
    private List<Reply> leave(ConversationContext context, Duty duty) {
        Member member = context.requireMember();
        if (question.canBeHandedOver(member)) {
            return offer(context, duty);
        }
        Phrases phrases = context.phrases();
        return question.isNeeded(member)
                ? context.edit(null, question.text(member, phrases), question.buttons(member, duty, phrases))
                : free(context);
    }

    /** Offers the duty to the others, once more if its end is near, since the person waits now. */
    private List<Reply> offer(ConversationContext context, Duty duty) {
        Member member = context.requireMember();
        Phrases phrases = context.phrases();
        if (!question.canBeHandedOver(member)) {
            return context.edit(null, question.text(member, phrases), question.buttons(member, duty, phrases));
        }
        if (duty.stage() == Stage.LEAVING) {
            return context.edit(null, question.waiting(member, phrases), LeavingQuestion.waitingButtons(duty, phrases));
        }
        Duty leaving = duty.in(Stage.LEAVING);
        users.changeDuty(context.chat(), duty, leaving);
        List<Reply> replies = new ArrayList<>(context.edit(
                null, question.waiting(member, phrases), LeavingQuestion.waitingButtons(leaving, phrases)));
        replies.addAll(offers.toAll(member, leaving));
        return replies;
    }

    private List<Reply> free(ConversationContext context) {
        List<Reply> replies =
                new ArrayList<>(context.edit(null, context.phrases().html("shift.leaving"), null));
        replies.addAll(commands.leaveAllFree(context));
        return replies;
    }

    private List<Reply> stay(ConversationContext context, Duty duty) {
        Phrases phrases = context.phrases();
        if (duty.stage() == Stage.LEAVING) {
            users.changeDuty(context.chat(), duty, duty.in(ends.staying(duty)));
        }
        Instant until = duty.until();
        return context.edit(
                null,
                until == null
                        ? phrases.html("duty.on")
                        : phrases.html(
                                "duty.on-until",
                                times.format(until, context.requireMember().person(), phrases)),
                null);
    }
}
