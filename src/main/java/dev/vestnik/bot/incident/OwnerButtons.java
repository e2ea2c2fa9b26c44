package dev.vestnik.bot.incident;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.IncomingUpdate;
import dev.vestnik.bot.Reply;
import dev.vestnik.incident.IncidentOwners;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.Press;
import dev.vestnik.incident.Press.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The buttons of a card that make the person the owner of the incident, or no longer its owner. Repeated presses are
 * harmless.
 */
public final class OwnerButtons {
    /** The last part of the data of a button that is not on a card, but under the question whether the owner still works on it. */
    private static final String QUESTION = ":asked";

    private final CardPresses presses;
    private final IncidentOwners owners;
    private final IncidentNews news;

    public OwnerButtons(CardPresses presses, IncidentOwners owners, IncidentNews news) {
        this.presses = presses;
        this.owners = owners;
        this.news = news;
    }

    /** The data of the button by which an owner who is asked gives the incident up. */
    static String releaseOfQuestion(String incidentSeen) {
        return "release:" + incidentSeen + QUESTION;
    }

    /** Whether the pressed button is that one. */
    static boolean isOfQuestion(IncomingUpdate update) {
        return update.callbackData() != null && update.callbackData().endsWith(QUESTION);
    }

    /** Data {@code take:<number>:<generation>}: nobody owns the incident yet. */
    public List<Reply> take(ConversationContext context) {
        return presses.handle(context, press -> {
            Press taken = owners.take(press.number(), press.generation(), presses.owner(context));
            return presses.answer(context, press, taken, "press.taken");
        });
    }

    /** Data {@code working:<number>:<generation>}: the owner who was asked still works on it. */
    public List<Reply> working(ConversationContext context) {
        return presses.handle(context, press -> {
            Press asked = presses.asOwner(context, press);
            return asked.done()
                    ? context.edit(
                            null,
                            context.phrases()
                                    .html(
                                            "owner.still",
                                            press.name(),
                                            press.incident().title()),
                            null)
                    : CardPresses.refuse(context, presses.explanation(context, press.number(), asked));
        });
    }

    /** Data {@code release:<number>:<generation>}, or {@link #releaseOfQuestion}: the owner gives it up. */
    public List<Reply> release(ConversationContext context) {
        return presses.handle(context, press -> {
            Press released = owners.release(press.number(), press.generation(), presses.owner(context));
            return presses.answer(context, press, released, "press.released");
        });
    }

    /**
     * Data {@code takeover:<number>:<generation>:<chat>}: instead of the owner that the card shows, who is told. If that owner
     * has given the incident up meanwhile, it is taken.
     */
    public List<Reply> takeOver(ConversationContext context) {
        return presses.handle(context, press -> {
            Owner owner = presses.owner(context);
            Press taken = owners.handOver(press.number(), press.generation(), press.chat(), owner, owner.name());
            if (taken.outcome() == Outcome.OTHER_OWNER && taken.owner() == null) {
                taken = owners.take(press.number(), press.generation(), owner);
                return presses.answer(context, press, taken, "press.taken");
            }
            List<Reply> replies = new ArrayList<>(presses.answer(context, press, taken, "press.taken"));
            if (taken.done() && press.chat() != owner.chat()) {
                replies.addAll(news.takenOver(press.chat(), press.incident(), owner.name()));
            }
            return replies;
        });
    }
}
