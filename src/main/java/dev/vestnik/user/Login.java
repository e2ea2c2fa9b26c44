package dev.vestnik.user;

import java.util.List;

/**
 * A login that has been done.
 *
 * @param user as logged in; where the chat was logged in with the same phone before, the settings have stayed
 * @param again whether it was
 * @param loggedOut chats of the same phone (another Telegram account) that have been logged out by it
 */
public record Login(User user, boolean again, List<Long> loggedOut) {
    public Login {
        loggedOut = List.copyOf(loggedOut);
    }
}
