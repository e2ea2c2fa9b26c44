package dev.vestnik.user;

import java.util.List;

/**
 * The result of a login.
 *
 * @param user the logged-in user; settings stay if the chat was logged in with the same phone before
 * @param repeated whether the chat was logged in with the same phone before
 * @param loggedOut the other chats of the same phone (other Telegram accounts), which are logged out
 */
public record Login(User user, boolean repeated, List<Long> loggedOut) {
    public Login {
        loggedOut = List.copyOf(loggedOut);
    }
}
