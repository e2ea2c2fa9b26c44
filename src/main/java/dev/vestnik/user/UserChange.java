package dev.vestnik.user;

/**
 * The effect of a command on a user.
 *
 * @param before the user before the command
 * @param after the user after the command; equal if the command changed nothing
 */
public record UserChange(User before, User after) {
    public boolean changed() {
        return !before.equals(after);
    }
}
