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

/** {@code /logout}: forgets this chat, after one question. */
public final class LogoutCommand {
    private final UserService users;
    private final SceneStore scenes;
    private final Questions questions;

    public LogoutCommand(UserService users, SceneStore scenes, Questions questions) {
        this.users = users;
        this.scenes = scenes;
        this.questions = questions;
    }

    /** Asks. */
    public List<Reply> ask(ConversationContext visit) {
        return List.of(questions.ask(visit, Question.LOGOUT));
    }

    /** The answer to the question. */
    public List<Reply> answer(ConversationContext visit) {
        return switch (questions.answer(visit, Question.LOGOUT)) {
            case YES -> forget(visit);
            case NO -> Questions.close(visit, Question.LOGOUT, false);
            case OVER -> Questions.over(visit);
        };
    }

    private List<Reply> forget(ConversationContext visit) {
        users.logout(visit.chat());
        scenes.enter(visit.chat(), Scene.LOGIN);
        Phrases phrases = visit.phrases();
        List<Reply> replies = new ArrayList<>(Questions.close(visit, Question.LOGOUT, true));
        replies.add(visit.say(phrases.html("logout.done", phrases.plain("login.share")), Keyboards.contact(phrases)));
        return replies;
    }
}
