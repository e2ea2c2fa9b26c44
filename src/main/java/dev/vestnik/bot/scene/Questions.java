package dev.vestnik.bot.scene;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.scene.Scene.Question;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import java.util.List;

/** Asks for confirmation. A question is valid until it is answered or the scene changes. */
public final class Questions {
    private static final String YES = "yes";
    private static final String NO = "no";

    private final SceneStore scenes;

    public Questions(SceneStore scenes) {
        this.scenes = scenes;
    }

    /** The answer to a question. */
    public enum Answer {
        YES,
        NO,
        /** The question was answered before, or the scene has changed. */
        EXPIRED
    }

    /**
     * Asks a question with the buttons yes and no.
     *
     * @param consequences what the answer yes leads to; may be empty
     */
    public Reply ask(ConversationContext context, Question question, Html consequences) {
        scenes.enter(context.chat(), Scene.asking(question));
        Phrases phrases = context.phrases();
        return context.reply(
                consequences.isEmpty()
                        ? question.text(phrases)
                        : question.text(phrases).text("\n\n").add(consequences),
                new InlineKeyboard(List.of(List.of(
                        new Button(question.choice(true, phrases), question.button() + ":" + YES),
                        new Button(question.choice(false, phrases), question.button() + ":" + NO)))));
    }

    /** Reads a press on a button of the question, and closes the question. */
    public Answer answer(ConversationContext context, Question question) {
        if (!scenes.isIn(context.chat(), Scene.asking(question))) {
            return Answer.EXPIRED;
        }
        scenes.enter(context.chat(), Scene.INTERACTION);
        return isYes(context) ? Answer.YES : Answer.NO;
    }

    /** Whether the pressed button is yes. */
    public static boolean isYes(ConversationContext context) {
        return context.callbackArgument().equals(YES);
    }

    /** Replaces the buttons by the chosen answer. */
    public static List<Reply> close(ConversationContext context, Question question, boolean agreed) {
        Phrases phrases = context.phrases();
        Html text = phrases.html("question.closed", question.text(phrases), question.choice(agreed, phrases));
        return context.edit(null, text, null);
    }

    /** Replaces an expired question by a notice. */
    public static List<Reply> expire(ConversationContext context) {
        return context.edit(null, context.phrases().html("question.over"), null);
    }
}
