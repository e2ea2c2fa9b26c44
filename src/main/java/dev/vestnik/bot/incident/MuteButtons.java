package dev.vestnik.bot.incident;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.CardsOutdated;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Press;
import dev.vestnik.incident.Press.Outcome;
import dev.vestnik.incident.card.MutedRepeats;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The buttons of a card by which the repeats of its incident come to the person without a sound for an hour, or with it
 * again.
 */
public final class MuteButtons {
    private final CardPresses presses;
    private final MutedRepeats muted;

    public MuteButtons(CardPresses presses, MutedRepeats muted) {
        this.presses = presses;
        this.muted = muted;
    }

    /** Data {@code mute:<number>:<generation>}. Again while it lasts: it lasts as long as before. */
    public List<Reply> mute(ConversationContext context) {
        return change(context, press -> {
            Instant until = muted.mute(press.incident().key(), press.generation(), context.chat());
            return context.phrases().plain("press.muted", press.name(), presses.time(context, until));
        });
    }

    /** Data {@code unmute:<number>:<generation>}. */
    public List<Reply> unmute(ConversationContext context) {
        return change(context, press -> {
            muted.unmute(press.incident().key(), press.generation(), context.chat());
            return context.phrases().plain("press.unmuted", press.name());
        });
    }

    /** @param change returns the answer */
    private List<Reply> change(ConversationContext context, Function<CardPress, String> change) {
        return presses.handle(context, press -> {
            Incident incident = press.incident();
            Press found = presses.asOwner(context, press);
            return found.outcome() == Outcome.DONE || found.outcome() == Outcome.OTHER_OWNER
                    ? List.of(
                            context.answerCallback(change.apply(press)),
                            new CardsOutdated(context.chat(), incident.key()))
                    : CardPresses.refuse(context, presses.explanation(context, press.number(), found));
        });
    }
}
