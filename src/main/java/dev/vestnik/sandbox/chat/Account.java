package dev.vestnik.sandbox.chat;

import org.jspecify.annotations.Nullable;

/**
 * A Telegram user who is not a bot.
 *
 * @param id also the id of the private chat with them
 * @param phone as in the user's own contact
 * @param language a code such as {@code ru}; null: unknown
 */
public record Account(
        long id, String name, String phone, @Nullable String language) {
    public Account {
        if (id <= 0) {
            throw new IllegalArgumentException("id: a person's id is above 0, not " + id);
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: a person needs one");
        }
    }

    /** Never shows the phone. */
    @Override
    public String toString() {
        return "Account[id=" + id + "]";
    }
}
