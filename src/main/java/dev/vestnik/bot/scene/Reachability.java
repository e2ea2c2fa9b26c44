package dev.vestnik.bot.scene;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.ShiftHandover;
import dev.vestnik.user.UserService;
import java.util.List;

/** Whether somebody can be reached at all. */
public final class Reachability {
    private final UserService users;
    private final ShiftHandover handover;

    public Reachability(UserService users, ShiftHandover handover) {
        this.users = users;
        this.handover = handover;
    }

    /** Blocked the bot: nothing goes to this chat until they write. */
    public List<Reply> left(ConversationContext visit) {
        users.setUnreachable(visit.chat());
        return List.of();
    }

    /** Telegram says that nobody is there, as an answer to a reply. */
    public void gone(long chat) {
        users.setUnreachable(chat);
    }

    /** Unblocked it: who is on duty is handed over what came meanwhile. */
    public List<Reply> returned(ConversationContext visit) {
        Member member = visit.member();
        users.setReachable(visit.chat())
                .filter(change -> member != null && change.after().onDuty())
                .ifPresent(change -> handover.missed(visit.known().as(change.after())));
        return List.of();
    }
}
