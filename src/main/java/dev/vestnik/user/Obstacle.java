package dev.vestnik.user;

import java.util.Locale;

/** What keeps an event from a person. */
public enum Obstacle {
    /** The person has turned notifications off. */
    DISABLED,
    /** The person has blocked the bot, or the account is gone. */
    UNREACHABLE,
    /** The person has not selected the event's status. */
    NOT_SELECTED,
    /** The person is in the directory, but not logged in. */
    NOT_LOGGED_IN,
    /** The directory has no person with this phone. */
    NOT_IN_DIRECTORY;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** E.g. {@code not-selected}. */
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException if the label is not known */
    public static Obstacle labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
