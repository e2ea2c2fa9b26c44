package dev.vestnik.user;

import java.util.Set;

/**
 * A person who has logged in from a chat. The chat is private, so its id is the id of the Telegram user.
 *
 * @param phone the person's, E.164
 * @param language {@code ru} or {@code en}
 * @param onDuty in the pool
 * @param enabled whether anything at all reaches this user
 * @param selected the names of the statuses that reach this user
 * @param unreachable blocked the bot, or is gone; until they write again
 */
public record User(
        long chat,
        String phone,
        String language,
        boolean onDuty,
        boolean enabled,
        Set<String> selected,
        boolean unreachable) {
    public User {
        selected = Set.copyOf(selected);
    }

    public boolean reachable() {
        return enabled && !unreachable;
    }

    /** Never shows the phone: records are printed into logs. */
    @Override
    public String toString() {
        return "User[chat=" + chat + ", onDuty=" + onDuty + ", enabled=" + enabled + ", selected=" + selected
                + ", unreachable=" + unreachable + "]";
    }
}
