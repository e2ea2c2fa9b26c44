package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.ShiftHandover;
import dev.vestnik.bot.scene.Questions;
import dev.vestnik.bot.scene.Scene.Question;
import dev.vestnik.dispatch.recipient.Coverage.Gap;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.User;
import dev.vestnik.user.UserChange;
import dev.vestnik.user.UserService;
import java.util.ArrayList;
import java.util.List;

/** {@code /enable} and {@code /disable}. */
public final class NotificationCommands {
    private final UserService users;
    private final Questions questions;
    private final ShiftHandover handover;
    private final DutyGaps gaps;

    public NotificationCommands(UserService users, Questions questions, ShiftHandover handover, DutyGaps gaps) {
        this.users = users;
        this.questions = questions;
        this.handover = handover;
        this.gaps = gaps;
    }

    /** Turns notifications on; sends what was missed. */
    public List<Reply> enable(ConversationContext context) {
        return users.enable(context.chat())
                .map(change -> enabled(context, change))
                .orElse(List.of());
    }

    /** Turns notifications off; asks first if the member is on duty, or the only one who gets a status that wakes. */
    public List<Reply> disable(ConversationContext context) {
        User user = context.requireMember().user();
        Phrases phrases = context.phrases();
        List<Gap> left = gaps.disabled(user);
        if (user.enabled() && (user.onDuty() || !left.isEmpty())) {
            return List.of(questions.ask(context, Question.DISABLE, gaps.text(user, left, phrases)));
        }
        String key = user.enabled() ? "disable.done" : "disable.done-before";
        return users.disable(context.chat())
                .map(change -> List.of(context.reply(phrases.html(key), Keyboards.menu(change.after(), phrases))))
                .orElse(List.of());
    }

    /** Handles the answer to the question. A repeated yes succeeds. */
    public List<Reply> answer(ConversationContext context) {
        if (Questions.isYes(context) && !context.requireMember().user().enabled()) {
            return done(context, context.requireMember().user());
        }
        return switch (questions.answer(context, Question.DISABLE)) {
            case YES -> {
                List<Gap> left = gaps.disabled(context.requireMember().user());
                yield users.disable(context.chat())
                        .map(change -> {
                            gaps.report(change.before(), left);
                            return done(context, change.after());
                        })
                        .orElse(List.of());
            }
            case NO -> Questions.close(context, Question.DISABLE, false);
            case EXPIRED -> Questions.expire(context);
        };
    }

    private static List<Reply> done(ConversationContext context, User user) {
        List<Reply> replies = new ArrayList<>(Questions.close(context, Question.DISABLE, true));
        Phrases phrases = context.phrases();
        replies.add(context.reply(
                phrases.html(user.onDuty() ? "disable.done-on-duty" : "disable.done"), Keyboards.menu(user, phrases)));
        return replies;
    }

    private List<Reply> enabled(ConversationContext context, UserChange change) {
        Phrases phrases = context.phrases();
        User user = change.after();
        MessageLines text =
                new MessageLines().add(phrases.html(change.changed() ? "enable.done" : "enable.done-before"));
        Reply.HandOver missed = handover.whileAway(context.requireMember().withUser(user));
        if (!user.onDuty()) {
            text.add(phrases.html("enable.off-duty"));
        } else if (!missed.incidents().isEmpty()) {
            text.add(phrases.counted("duty.handed-over.", missed.incidents().size()));
        }
        return List.of(context.reply(text.together(), Keyboards.menu(user, phrases)), missed);
    }
}
