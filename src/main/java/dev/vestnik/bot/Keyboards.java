package dev.vestnik.bot;

import dev.vestnik.bot.Reply.ContactKeyboard;
import dev.vestnik.bot.Reply.ReplyKeyboard;
import dev.vestnik.text.Phrases;
import dev.vestnik.user.User;
import java.util.List;

/** The reply keyboards. */
public final class Keyboards {
    private Keyboards() {}

    /** The keyboard of a member. Of two opposite commands it has the one that would change something. */
    public static ReplyKeyboard menu(User user, Phrases phrases) {
        return new ReplyKeyboard(List.of(
                List.of(MenuLabels.label(user.onDuty() ? Command.POOLOFF : Command.POOLON, phrases)),
                List.of(MenuLabels.label(Command.OPEN, phrases), MenuLabels.label(Command.WHO, phrases)),
                List.of(
                        MenuLabels.label(Command.SELECT, phrases),
                        MenuLabels.label(user.enabled() ? Command.DISABLE : Command.ENABLE, phrases)),
                List.of(MenuLabels.label(Command.ME, phrases), MenuLabels.label(Command.HELP, phrases))));
    }

    /** The keyboard of a stranger: one button, which shares the contact. */
    public static ContactKeyboard contact(Phrases phrases) {
        return new ContactKeyboard(phrases.plain("login.share"));
    }
}
