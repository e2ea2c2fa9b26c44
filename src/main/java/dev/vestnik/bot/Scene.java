package dev.vestnik.bot;

import org.jspecify.annotations.Nullable;

/**
 * The state of the conversation with one chat.
 *
 * @param question what was asked last and has not been answered; null: nothing
 */
public record Scene(Name name, @Nullable Question question) {
    public static final Scene LOGIN = new Scene(Name.LOGIN, null);
    public static final Scene INTERACTION = new Scene(Name.INTERACTION, null);

    /** The scenes that there are. */
    public enum Name {
        /** Asked for their contact. */
        LOGIN,
        /** Logged in: says commands. */
        INTERACTION
    }

    /** What is asked before it is done; the buttons under it carry its {@link #prefix}. */
    public enum Question {
        DISABLE("disable"),
        LOGOUT("logout");

        private final String prefix;

        Question(String prefix) {
            this.prefix = prefix;
        }

        public String prefix() {
            return prefix;
        }
    }

    public static Scene asking(Question question) {
        return new Scene(Name.INTERACTION, question);
    }
}
