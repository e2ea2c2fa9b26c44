package dev.vestnik.bot.command;

import dev.vestnik.bot.Command;
import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Keyboards;
import dev.vestnik.bot.Reply;
import dev.vestnik.text.MessageLines;
import dev.vestnik.text.Phrases;
import java.util.List;

/** {@code /help}: lists the commands. */
public final class HelpCommand {
    public List<Reply> show(ConversationContext context) {
        Phrases phrases = context.phrases();
        MessageLines text = new MessageLines().add(phrases.html("help.head")).blank();
        boolean administrator = context.requireMember().isAdministrator();
        for (Command command : Command.values()) {
            if (administrator || !command.forAdministrators()) {
                text.add(phrases.html("help.line", command.word(), command.description(phrases)));
            }
        }
        text.blank().add(phrases.html("help.foot")).blank().add(phrases.html("help.cards"));
        return List.of(context.reply(
                text.together(), Keyboards.menu(context.requireMember().user(), phrases)));
    }
}
