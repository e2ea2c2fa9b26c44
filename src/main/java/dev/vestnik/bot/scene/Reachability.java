package dev.vestnik.bot.scene;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.ShiftHandover;
import dev.vestnik.user.UserService;
import java.util.List;

/** Tracks whether users can be reached. */
public final class Reachability {
    private final UserService users;
    private final ShiftHandover handover;

    public Reachability(UserService users, ShiftHandover handover) {
        this.users = users;
        this.handover = handover;
    }

    /** The user blocked the bot: nothing is sent to this chat until they write. */
    public List<Reply> blocked(ConversationContext context) {
        users.setUnreachable(context.chat());
        return List.of();
    }

    /** Telegram refused a reply because the chat cannot be reached. */
    public void unreachable(long chat) {
        users.setUnreachable(chat);
    }

    /** The user unblocked the bot: sends what was missed. */
    public List<Reply> unblocked(ConversationContext context) {
        Member member = context.member();
        return users.setReachable(context.chat())
                .filter(change -> member != null)
                .<List<Reply>>map(change ->
                        List.of(handover.whileAway(context.requireMember().withUser(change.after()))))
                .orElse(List.of());
    }
}
