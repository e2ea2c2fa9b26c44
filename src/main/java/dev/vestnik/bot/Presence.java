package dev.vestnik.bot;

import dev.vestnik.user.UserService;
import java.util.List;

/** Whether somebody can be reached at all. */
public final class Presence {
    private final UserService users;
    private final ShiftHandover handover;

    public Presence(UserService users, ShiftHandover handover) {
        this.users = users;
        this.handover = handover;
    }

    /** Blocked the bot: nothing goes to this chat until they write. */
    public List<Reply> left(Visit visit) {
        users.setUnreachable(visit.chat());
        return List.of();
    }

    /** Telegram says that nobody is there, as an answer to a reply. */
    public void gone(long chat) {
        users.setUnreachable(chat);
    }

    /** Unblocked it: who is on duty is handed over what came meanwhile. */
    public List<Reply> returned(Visit visit) {
        Member member = visit.member();
        users.setReachable(visit.chat())
                .filter(change -> member != null && change.after().onDuty())
                .ifPresent(change -> handover.missed(visit.known().as(change.after())));
        return List.of();
    }
}
