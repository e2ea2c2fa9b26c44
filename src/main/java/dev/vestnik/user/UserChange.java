package dev.vestnik.user;

/**
 * What a command has done to a user.
 *
 * @param before as the user was
 * @param after as the user is; the same where the command had been done already
 */
public record UserChange(User before, User after) {
    public boolean changed() {
        return !before.equals(after);
    }
}
