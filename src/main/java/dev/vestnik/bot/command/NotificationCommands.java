package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.ShiftHandover;
import dev.vestnik.bot.scene.Questions;
import dev.vestnik.bot.scene.Scene.Question;
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

    public NotificationCommands(UserService users, Questions questions, ShiftHandover handover) {
        this.users = users;
        this.questions = questions;
        this.handover = handover;
    }

    /** Notifications on; who is on duty is handed over what came meanwhile. */
    public List<Reply> enable(ConversationContext visit) {
        return users.enable(visit.chat()).map(change -> enabled(visit, change)).orElse(List.of());
    }

    /** Notifications off; on duty only after a question, since it is silence. */
    public List<Reply> disable(ConversationContext visit) {
        User user = visit.known().user();
        Phrases phrases = visit.phrases();
        if (user.enabled() && user.onDuty()) {
            return List.of(questions.ask(visit, Question.DISABLE));
        }
        String key = user.enabled() ? "disable.done" : "disable.done-before";
        return users.disable(visit.chat())
                .map(change -> List.of(visit.say(phrases.html(key), Keyboards.menu(change.after(), phrases))))
                .orElse(List.of());
    }

    /** The answer to the question; a second yes finds it done. */
    public List<Reply> answer(ConversationContext visit) {
        if (Questions.agrees(visit) && !visit.known().user().enabled()) {
            return done(visit, visit.known().user());
        }
        return switch (questions.answer(visit, Question.DISABLE)) {
            case YES ->
                users.disable(visit.chat())
                        .map(change -> done(visit, change.after()))
                        .orElse(List.of());
            case NO -> Questions.close(visit, Question.DISABLE, false);
            case OVER -> Questions.over(visit);
        };
    }

    private static List<Reply> done(ConversationContext visit, User user) {
        List<Reply> replies = new ArrayList<>(Questions.close(visit, Question.DISABLE, true));
        Phrases phrases = visit.phrases();
        replies.add(visit.say(
                phrases.html(user.onDuty() ? "disable.done-on-duty" : "disable.done"), Keyboards.menu(user, phrases)));
        return replies;
    }

    private List<Reply> enabled(ConversationContext visit, UserChange change) {
        Phrases phrases = visit.phrases();
        User user = change.after();
        MessageLines text =
                new MessageLines().add(phrases.html(change.changed() ? "enable.done" : "enable.done-before"));
        if (!user.onDuty()) {
            text.add(phrases.html("enable.off-duty"));
        } else {
            int handedOver = handover.missed(visit.known().as(user));
            if (handedOver > 0) {
                text.add(phrases.html("duty.handed-over", handedOver));
            }
        }
        return List.of(visit.say(text.together(), Keyboards.menu(user, phrases)));
    }
}
