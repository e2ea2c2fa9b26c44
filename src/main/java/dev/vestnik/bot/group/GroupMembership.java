package dev.vestnik.bot.group;

import dev.vestnik.bot.BotIdentity;
import dev.vestnik.bot.Command;
import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.incident.group.BindingStore;
import dev.vestnik.notice.AdminNotice;
import dev.vestnik.notice.PlaceNotices;
import java.util.List;
import java.util.function.Consumer;

/** What becomes of the bot in a group. Each update may be handled again. */
public final class GroupMembership {
    private final BindingStore bindings;
    private final BotIdentity bot;
    private final Consumer<AdminNotice> notices;

    public GroupMembership(BindingStore bindings, BotIdentity bot, Consumer<AdminNotice> notices) {
        this.bindings = bindings;
        this.bot = bot;
        this.notices = notices;
    }

    /** Somebody added the bot: it says what for, and how an administrator binds the group. */
    public List<Reply> added(ConversationContext context) {
        return List.of(context.reply(context.phrases().html("group.added", bot.inGroup(Command.BIND))));
    }

    /** The bot left, or was removed: nothing is bound there any more, and administrators are told. */
    public List<Reply> removed(ConversationContext context) {
        PlaceNotices.removed(bindings.unbindAll(context.chat())).ifPresent(notices);
        return List.of();
    }

    /** A supergroup has replaced the group: it is bound in its place. */
    public List<Reply> migrated(ConversationContext context) {
        Long supergroup = context.incoming().supergroup();
        if (supergroup != null) {
            bindings.move(context.chat(), supergroup);
        }
        return List.of();
    }
}
