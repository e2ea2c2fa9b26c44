package dev.vestnik.bot.command;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.scene.Questions;
import dev.vestnik.bot.scene.Scene;
import dev.vestnik.bot.scene.Scene.Question;
import dev.vestnik.bot.scene.SceneStore;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.UserService;
import java.util.ArrayList;
import java.util.List;

/** {@code /logout}: logs the chat out, after a question. */
public final class LogoutCommand {
    private final UserService users;
    private final SceneStore scenes;
    private final Questions questions;

    public LogoutCommand(UserService users, SceneStore scenes, Questions questions) {
        this.users = users;
        this.scenes = scenes;
        this.questions = questions;
    }

    /** Asks the question. */
    public List<Reply> ask(ConversationContext context) {
        return List.of(questions.ask(context, Question.LOGOUT));
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
        users.logout(context.chat());
        scenes.enter(context.chat(), Scene.LOGIN);
        Phrases phrases = context.phrases();
        List<Reply> replies = new ArrayList<>(Questions.close(context, Question.LOGOUT, true));
        replies.add(
                context.reply(phrases.html("logout.done", phrases.plain("login.share")), Keyboards.contact(phrases)));
        return replies;
    }
}
