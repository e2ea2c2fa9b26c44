package dev.vestnik.bot.scene;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.text.Phrases;
import java.util.List;

/** The conversation in a group, which shows nothing, since others read it. */
public final class GroupScene {
    /** Asks users who address the bot, or add it, to write to it privately; other messages of the group do not come here. */
    public List<Reply> reply(ConversationContext context) {
        Phrases phrases = context.phrases();
        return switch (context.incoming().kind()) {
            case COMMAND, TEXT, ADDED -> List.of(context.reply(phrases.html("group.private")));
            case CONTACT -> List.of(context.reply(phrases.html("group.contact")));
            case CALLBACK -> List.of(context.answerCallback(phrases.plain("group.private")));
            case BLOCKED, UNBLOCKED, OTHER -> List.of();
        };
    }
}
