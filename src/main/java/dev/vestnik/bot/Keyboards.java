package dev.vestnik.bot;

import dev.vestnik.bot.Reply.ContactKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.bot.Reply.ReplyKeyboard;
import dev.vestnik.user.User;
import java.util.List;

/** What can be pressed. */
public final class Keyboards {
    /** What follows the colon in the data of a button that agrees. */
    public static final String YES = "yes";

    /** And of one that does not. */
    public static final String NO = "no";

    private Keyboards() {}

    /** The keys below the chat of a member: of two opposites the one that changes something. */
    public static ReplyKeyboard menu(User user, Phrases phrases) {
        return new ReplyKeyboard(List.of(
                List.of(MenuLabels.label(user.onDuty() ? Command.POOLOFF : Command.POOLON, phrases)),
                List.of(MenuLabels.label(Command.OPEN, phrases), MenuLabels.label(Command.WHO, phrases)),
                List.of(
                        MenuLabels.label(Command.SELECT, phrases),
                        MenuLabels.label(user.enabled() ? Command.DISABLE : Command.ENABLE, phrases)),
                List.of(MenuLabels.label(Command.ME, phrases), MenuLabels.label(Command.HELP, phrases))));
    }

    /** The one key of a stranger. */
    public static ContactKeyboard contact(Phrases phrases) {
        return new ContactKeyboard(phrases.plain("login.share"));
    }

    /** Yes and no under a question. */
    public static InlineKeyboard question(Scene.Question question, String yes, String no) {
        return new InlineKeyboard(List.of(
                List.of(new Button(yes, question.prefix() + ":" + YES), new Button(no, question.prefix() + ":" + NO))));
    }
}
