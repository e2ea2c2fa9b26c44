package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.scene.Questions;
import dev.vestnik.bot.scene.Scene.Question;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.User;
import java.util.ArrayList;
import java.util.List;

/** {@code /logout}: logs the chat out, after a question. */
public final class LogoutCommand {
    private final Questions questions;
    private final DutyGaps gaps;
    private final Logouts logouts;

    public LogoutCommand(Questions questions, DutyGaps gaps, Logouts logouts) {
        this.questions = questions;
        this.gaps = gaps;
        this.logouts = logouts;
    }

    /** Asks the question, and says who gets instead what only this user gets. */
    public List<Reply> ask(ConversationContext context) {
        User user = context.requireMember().user();
        return List.of(
                questions.ask(context, Question.LOGOUT, gaps.text(user, gaps.loggedOut(user), context.phrases())));
    }

    /** Handles the answer to the question. */
    public List<Reply> answer(ConversationContext context) {
        return switch (questions.answer(context, Question.LOGOUT)) {
            case YES -> logOut(context);
            case NO -> Questions.close(context, Question.LOGOUT, false);
            case EXPIRED -> Questions.expire(context);
        };
    }

    private List<Reply> logOut(ConversationContext context) {
        logouts.end(context.requireMember().user());
        Phrases phrases = context.phrases();
        List<Reply> replies = new ArrayList<>(Questions.close(context, Question.LOGOUT, true));
        replies.add(
                context.reply(phrases.html("logout.done", phrases.plain("login.share")), Keyboards.contact(phrases)));
        return replies;
    }
}
