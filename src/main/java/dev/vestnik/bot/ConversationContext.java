package dev.vestnik.bot;

import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did, and who that is.
 *
 * @param phrases in their language
 * @param member null: a stranger, not logged in from this chat or not in the directory any more
 */
public record ConversationContext(
        IncomingUpdate incoming, Phrases phrases, @Nullable Member member) {
    public long chat() {
        return incoming.chat();
    }

    /**
     * @throws IllegalStateException if it is a stranger; the route lets nobody but members through to the commands
     */
    public Member known() {
        if (member == null) {
            throw new IllegalStateException("A stranger has come through to a member's command: " + incoming);
        }
        return member;
    }

    /** A new message, the keys below the chat as they are. */
    public Reply say(Html text) {
        return say(text, null);
    }

    public Reply say(Html text, Reply.@Nullable Keyboard keyboard) {
        return new Reply.Send(chat(), text.code(), keyboard);
    }

    /**
     * For a press on a button: it is answered, and the message under which the button is becomes this.
     *
     * @param shown a few words shown for a moment; null: none
     * @param keyboard null: the buttons go away
     */
    public List<Reply> redraw(@Nullable String shown, Html text, Reply.@Nullable InlineKeyboard keyboard) {
        Long message = incoming.message();
        return message == null
                ? List.of(answer(shown))
                : List.of(answer(shown), new Reply.Edit(chat(), message, text.code(), keyboard));
    }

    /** For a press on a button: what its data says after the first colon; empty: nothing. */
    public String argument() {
        String data = Objects.requireNonNullElse(incoming.callbackData(), "");
        int colon = data.indexOf(':');
        return colon < 0 ? "" : data.substring(colon + 1);
    }

    /** For a press on a button: it is answered, and nothing else happens. */
    public Reply answer(@Nullable String shown) {
        return new Reply.Answer(chat(), Objects.requireNonNull(incoming.callbackId()), shown);
    }
}
