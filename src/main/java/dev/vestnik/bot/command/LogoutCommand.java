package dev.vestnik.bot.command;

import dev.vestnik.bot.ChatMenu;
import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.incident.OwnedIncidents;
import dev.vestnik.bot.scene.Questions;
import dev.vestnik.bot.scene.Scene;
import dev.vestnik.bot.scene.Scene.Question;
import dev.vestnik.bot.scene.SceneStore;
import dev.vestnik.dispatch.recipient.Coverage.Gap;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.User;
import dev.vestnik.user.UserService;
import java.util.ArrayList;
import java.util.List;

/** {@code /logout}: logs the chat out, after a question. */
public final class LogoutCommand {
    private final UserService users;
    private final SceneStore scenes;
    private final Questions questions;
    private final DutyGaps gaps;
    private final OwnedIncidents owned;
    private final ChatMenu menu;

    public LogoutCommand(
            UserService users,
            SceneStore scenes,
            Questions questions,
            DutyGaps gaps,
            OwnedIncidents owned,
            ChatMenu menu) {
        this.users = users;
        this.scenes = scenes;
        this.questions = questions;
        this.gaps = gaps;
        this.owned = owned;
        this.menu = menu;
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
        User user = context.requireMember().user();
        List<Gap> left = gaps.loggedOut(user);
        // First, so that a crash in between is made good when the update comes again.
        owned.release(context.chat());
        users.logout(context.chat());
        gaps.report(user, left);
        if (user.hasChosenLanguage()) {
            menu.forget(context.chat());
        }
        scenes.enter(context.chat(), Scene.LOGIN);
        Phrases phrases = context.phrases();
        List<Reply> replies = new ArrayList<>(Questions.close(context, Question.LOGOUT, true));
        replies.add(
                context.reply(phrases.html("logout.done", phrases.plain("login.share")), Keyboards.contact(phrases)));
        return replies;
    }
}
