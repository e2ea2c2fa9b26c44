package dev.vestnik.bot.scene;

import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * The state of the conversation with one chat.
 *
 * @param question the open question; null: none
 */
public record Scene(Name name, @Nullable Question question) {
    public static final Scene LOGIN = new Scene(Name.LOGIN, null);
    public static final Scene INTERACTION = new Scene(Name.INTERACTION, null);

    /** The name of a scene. */
    public enum Name {
        /** The bot has asked for the contact. */
        LOGIN,
        /** The user is logged in. */
        INTERACTION
    }

    /** A question for confirmation. */
    public enum Question {
        POOLOFF("pooloff", "pooloff.question", "pooloff.yes", "pooloff.no"),
        DISABLE("disable", "disable.question", "disable.yes", "disable.no"),
        LOGOUT("logout", "logout.question", "logout.yes", "logout.no");

        private final String button;
        private final String text;
        private final String yes;
        private final String no;

        Question(String button, String text, String yes, String no) {
            this.button = button;
            this.text = text;
            this.yes = yes;
            this.no = no;
        }

        /** The first part of the callback data of its buttons. */
        public String button() {
            return button;
        }

        Html text(Phrases phrases) {
            return phrases.html(text);
        }

        String choice(boolean agreed, Phrases phrases) {
            return phrases.plain(agreed ? yes : no);
        }
    }

    public static Scene asking(Question question) {
        return new Scene(Name.INTERACTION, question);
    }
}
