package dev.vestnik.bot.scene;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.text.Phrases;
import java.util.List;

/** A group: nothing is shown there, since others read it. */
public final class GroupScene {
    /** Asks to be written to privately, but only who has turned to the bot: people talk in groups. */
    public List<Reply> reply(ConversationContext visit) {
        Phrases phrases = visit.phrases();
        return switch (visit.incoming().kind()) {
            case COMMAND -> List.of(visit.say(phrases.html("group.private")));
            case CONTACT -> List.of(visit.say(phrases.html("group.contact")));
            case CALLBACK -> List.of(visit.answer(phrases.plain("group.private")));
            case TEXT, BLOCKED, UNBLOCKED, OTHER -> List.of();
        };
    }
}
