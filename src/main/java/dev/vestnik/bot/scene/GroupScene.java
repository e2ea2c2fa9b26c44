package dev.vestnik.bot.scene;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.IncomingUpdate;
import dev.vestnik.bot.Reply;
import dev.vestnik.text.Phrases;
import java.util.List;
import java.util.Set;

/** The conversation in a group, which shows nothing about duty and people, since others read it. */
public final class GroupScene {
    /** The first parts of the callback data of the buttons that copies of cards have. */
    private static final Set<String> BUTTONS = Set.of("take", "takeover");

    /** Whether a button of the copy of a card was pressed. */
    public boolean isPressOnCopy(ConversationContext context) {
        return context.incoming().kind() == IncomingUpdate.Kind.CALLBACK
                && BUTTONS.contains(context.incoming().button());
    }

    /** The same update as one of the private chat. */
    public ConversationContext privately(ConversationContext context) {
        return context.privately();
    }

    /** Asks users who address the bot to write to it privately; other messages of the group do not come here. */
    public List<Reply> reply(ConversationContext context) {
        Phrases phrases = context.phrases();
        return switch (context.incoming().kind()) {
            case COMMAND, TEXT -> List.of(context.reply(phrases.html("group.private")));
            case CONTACT -> List.of(context.reply(phrases.html("group.contact")));
            case CALLBACK -> List.of(context.answerCallback(phrases.plain("group.press")));
            case ADDED, REMOVED, MIGRATED, BLOCKED, UNBLOCKED, OTHER -> List.of();
        };
    }
}
