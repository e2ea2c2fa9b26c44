package dev.vestnik.bot.scene;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.scene.Scene.Question;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import java.util.List;

/** Asks before what cannot be taken lightly. A question holds until it is answered or the scene is left. */
public final class Questions {
    private static final String YES = "yes";
    private static final String NO = "no";

    private final SceneStore scenes;

    public Questions(SceneStore scenes) {
        this.scenes = scenes;
    }

    /** What became of a question. */
    public enum Verdict {
        YES,
        NO,
        /** It was answered already, or something else has been asked since. */
        OVER
    }

    /** Asks, with yes and no under it. */
    public Reply ask(ConversationContext visit, Question question) {
        scenes.enter(visit.chat(), Scene.asking(question));
        Phrases phrases = visit.phrases();
        return visit.say(
                question.text(phrases),
                new InlineKeyboard(List.of(List.of(
                        new Button(question.choice(true, phrases), question.button() + ":" + YES),
                        new Button(question.choice(false, phrases), question.button() + ":" + NO)))));
    }

    /** Reads the press on a button under the question, and leaves the question. */
    public Verdict answer(ConversationContext visit, Question question) {
        if (!scenes.isIn(visit.chat(), Scene.asking(question))) {
            return Verdict.OVER;
        }
        scenes.enter(visit.chat(), Scene.INTERACTION);
        return agrees(visit) ? Verdict.YES : Verdict.NO;
    }

    /** Whether the button that was pressed says yes. */
    public static boolean agrees(ConversationContext visit) {
        return visit.argument().equals(YES);
    }

    /** The question stays to be read, with what was chosen in place of the buttons. */
    public static List<Reply> close(ConversationContext visit, Question question, boolean agreed) {
        Phrases phrases = visit.phrases();
        Html text = phrases.html("question.closed", question.text(phrases), question.choice(agreed, phrases));
        return visit.redraw(null, text, null);
    }

    /** The question is over: the buttons go away, and nothing is done. */
    public static List<Reply> over(ConversationContext visit) {
        return visit.redraw(null, visit.phrases().html("question.over"), null);
    }
}
