package dev.vestnik.user;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person who has logged in from a chat. The chat is private, so its id is the id of the Telegram user.
 *
 * @param phone the person's phone, E.164
 * @param language {@code ru} or {@code en}
 * @param duty null: not on duty, which is not in the pool
 * @param enabled whether this user receives any notifications
 * @param selected the names of the statuses that this user receives
 * @param unreachable blocked the bot or deleted the account; until they write again
 * @param unreachableSince when that was noticed; null: reachable, or an older version has stored it
 * @param languageChoice the message by which the user has chosen the language, which then wins over the directory and
 *     Telegram; 0: none
 */
public record User(
        long chat,
        String phone,
        String language,
        @Nullable Duty duty,
        boolean enabled,
        Set<String> selected,
        boolean unreachable,
        @Nullable Instant unreachableSince,
        long languageChoice) {
    public User {
        selected = Set.copyOf(selected);
    }

    /** A user who has chosen no language, unreachable since an unknown time if at all. */
    public User(
            long chat,
            String phone,
            String language,
            @Nullable Duty duty,
            boolean enabled,
            Set<String> selected,
            boolean unreachable) {
        this(chat, phone, language, duty, enabled, selected, unreachable, null, 0);
    }

    public boolean reachable() {
        return enabled && !unreachable;
    }

    public boolean onDuty() {
        return duty != null;
    }

    /** @param newDuty null: off duty */
    public User withDuty(@Nullable Duty newDuty) {
        return new User(
                chat, phone, language, newDuty, enabled, selected, unreachable, unreachableSince, languageChoice);
    }

    /** The same user with notifications on or off. */
    public User withEnabled(boolean nowEnabled) {
        return new User(
                chat, phone, language, duty, nowEnabled, selected, unreachable, unreachableSince, languageChoice);
    }

    /** The same user with these statuses. */
    public User withSelected(Set<String> statuses) {
        return new User(chat, phone, language, duty, enabled, statuses, unreachable, unreachableSince, languageChoice);
    }

    /** The same user, whom Telegram reaches or not. */
    public User withUnreachable(boolean nowUnreachable) {
        return new User(
                chat,
                phone,
                language,
                duty,
                enabled,
                selected,
                nowUnreachable,
                nowUnreachable ? unreachableSince : null,
                languageChoice);
    }

    /** The same user, whom Telegram does not reach since then, unless that is known already. */
    public User withUnreachable(Instant since) {
        return unreachable
                ? this
                : new User(chat, phone, language, duty, enabled, selected, true, since, languageChoice);
    }

    /** Whether the user has chosen the language. */
    public boolean hasChosenLanguage() {
        return languageChoice != 0;
    }

    /** The same user in this language, unless the user has chosen one. */
    public User withLanguage(String newLanguage) {
        return hasChosenLanguage()
                ? this
                : new User(
                        chat,
                        phone,
                        newLanguage,
                        duty,
                        enabled,
                        selected,
                        unreachable,
                        unreachableSince,
                        languageChoice);
    }

    /**
     * The same user, who has chosen this language; the same message again changes nothing.
     *
     * @param message the id of the message that chooses it
     */
    public User choosing(String chosen, long message) {
        return message == languageChoice
                ? this
                : new User(chat, phone, chosen, duty, enabled, selected, unreachable, unreachableSince, message);
    }

    /**
     * What keeps an event of this status from the user; empty: nothing.
     *
     * @param status the name of the status
     */
    public Optional<Obstacle> obstacle(String status) {
        if (!enabled) {
            return Optional.of(Obstacle.DISABLED);
        }
        if (unreachable) {
            return Optional.of(Obstacle.UNREACHABLE);
        }
        return selected.contains(status) ? Optional.empty() : Optional.of(Obstacle.NOT_SELECTED);
    }

    /** Without the phone, since records are logged. */
    @Override
    public String toString() {
        return "User[chat=" + chat + ", onDuty=" + onDuty() + ", enabled=" + enabled + ", selected=" + selected
                + ", unreachable=" + unreachable + "]";
    }
}
