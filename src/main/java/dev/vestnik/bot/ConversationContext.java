package dev.vestnik.bot;

import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An update with its user.
 *
 * @param phrases in the user's language
 * @param member null: a stranger, i.e. not logged in from this chat or not in the directory
 */
public record ConversationContext(
        IncomingUpdate incoming, Phrases phrases, @Nullable Member member) {
    public long chat() {
        return incoming.chat();
    }

    /** @throws IllegalStateException if the user is a stranger; the route admits only members to the commands */
    public Member requireMember() {
        if (member == null) {
            throw new IllegalStateException("A stranger reached a command for members: " + incoming);
        }
        return member;
    }

    /** The same as if the user had acted in their private chat, so that answers go there. */
    public ConversationContext privately() {
        return new ConversationContext(incoming.privately(), phrases, member);
    }

    /** A new message; the reply keyboard stays as it is. */
    public Reply reply(Html text) {
        return reply(text, null);
    }

    public Reply reply(Html text, Reply.@Nullable Keyboard keyboard) {
        return new Reply.Send(chat(), text.code(), keyboard);
    }

    /**
     * For a callback: answers it and edits the message with the button; if that message cannot be edited, sends a new one.
     *
     * @param notice shown for a moment; null: none
     * @param keyboard null: removes the buttons
     */
    public List<Reply> edit(@Nullable String notice, Html text, Reply.@Nullable InlineKeyboard keyboard) {
        Long message = incoming.message();
        return List.of(
                answerCallback(notice),
                message == null ? reply(text, keyboard) : new Reply.Edit(chat(), message, text.code(), keyboard));
    }

    /** For a callback: the part of its data after the first colon; empty: there is none. */
    public String callbackArgument() {
        String data = Objects.requireNonNullElse(incoming.callbackData(), "");
        int colon = data.indexOf(':');
        return colon < 0 ? "" : data.substring(colon + 1);
    }

    /**
     * For a callback: answers it.
     *
     * @param notice shown for a moment; null: none
     */
    public Reply answerCallback(@Nullable String notice) {
        return new Reply.Answer(chat(), Objects.requireNonNull(incoming.callbackId()), notice);
    }
}
