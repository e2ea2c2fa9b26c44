package dev.vestnik.bot;

import dev.vestnik.bot.Reply.Answer;
import dev.vestnik.bot.Reply.Send;
import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reply after an internal error. Does not use Redis, which may be the cause. */
public final class ErrorReply {
    private final Languages languages;

    public ErrorReply(Languages languages) {
        this.languages = languages;
    }

    /** @param known the language of the user; null: not found out before the error */
    public List<Reply> to(IncomingUpdate incoming, @Nullable String known) {
        Phrases phrases = languages.in(
                known == null ? languages.spokenWith(null, incoming.languageCode(), languages.byDefault()) : known);
        String callback = incoming.callbackId();
        if (callback != null) {
            return List.of(new Answer(incoming.chat(), callback, phrases.plain("error.sorry")));
        }
        return switch (incoming.kind()) {
            case COMMAND, CALLBACK, CONTACT, TEXT ->
                incoming.privateChat()
                        ? List.of(new Send(
                                incoming.chat(), phrases.html("error.sorry").code(), null))
                        : List.of();
            case BLOCKED, UNBLOCKED, ADDED, REMOVED, MIGRATED, OTHER -> List.of();
        };
    }
}
