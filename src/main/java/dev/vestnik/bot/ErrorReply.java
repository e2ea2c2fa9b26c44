package dev.vestnik.bot;

import dev.vestnik.bot.Reply.Answer;
import dev.vestnik.bot.Reply.Send;
import dev.vestnik.text.Languages;
import dev.vestnik.text.Phrases;
import java.util.List;

/** What is said when something inside has failed. Asks nobody, since Redis may be what failed. */
public final class ErrorReply {
    private final Languages texts;

    public ErrorReply(Languages texts) {
        this.texts = texts;
    }

    public List<Reply> to(IncomingUpdate incoming) {
        Phrases phrases = texts.in(texts.spokenWith(null, incoming.languageCode(), texts.byDefault()));
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
            case BLOCKED, UNBLOCKED, OTHER -> List.of();
        };
    }
}
