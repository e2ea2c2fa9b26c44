package dev.vestnik.bot.incident;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.InlineKeyboard;
import dev.vestnik.bot.Reply.InlineKeyboard.Button;
import dev.vestnik.incident.ClosingRequest;
import dev.vestnik.incident.Opening;
import dev.vestnik.incident.Press;
import dev.vestnik.text.Html;
import dev.vestnik.text.Phrases;
import dev.vestnik.text.StatusNames;
import java.util.List;

/** The button of a card by which the owner closes the incident: asks once, then requests it from dispatch. */
public final class CloseButtons {
    /** The first part of the callback data {@code closing:<number>:<generation>:<rank or no>}. */
    private static final String BUTTON = "closing";

    private static final String NO = "no";

    private final CardPresses presses;
    private final IncidentRequests requests;
    private final StatusNames statuses;

    public CloseButtons(CardPresses presses, IncidentRequests requests, StatusNames statuses) {
        this.presses = presses;
        this.requests = requests;
        this.statuses = statuses;
    }

    /** Data {@code close:<number>:<generation>}: asks. */
    public List<Reply> ask(ConversationContext context) {
        return presses.handle(context, press -> {
            Press asked = presses.asOwner(context, press);
            if (!asked.done()) {
                return CardPresses.refuse(context, presses.explanation(context, press.number(), asked));
            }
            Phrases phrases = context.phrases();
            return List.of(
                    context.answerCallback(null),
                    context.reply(
                            question(press, phrases),
                            new InlineKeyboard(List.of(List.of(
                                    new Button(phrases.plain("close.yes"), data(press, Integer.toString(rank(press)))),
                                    new Button(phrases.plain("close.no"), data(press, NO)))))));
        });
    }

    /**
     * Handles the answer. The question names the opening and the rank of the status that the person saw, so that an old question
     * closes nothing that has opened or become worse since; the same answer again is harmless. If dispatch, which closes the
     * incident, finds that it changed meanwhile, the person is told, see {@link IncidentNews#notClosed}.
     */
    public List<Reply> answer(ConversationContext context) {
        return presses.handle(context, press -> {
            Phrases phrases = context.phrases();
            if (!press.argument().matches("-?[0-9]{1,9}")) {
                return closed(context, press, phrases.plain("close.no"));
            }
            Press asked = presses.asOwner(context, press);
            if (!asked.done()) {
                return context.edit(
                        null,
                        presses.explanation(context, press.number(), asked).html(),
                        null);
            }
            int seen = Integer.parseInt(press.argument());
            if (rank(press) < seen) {
                return context.edit(null, phrases.html("close.worse", press.name()), null);
            }
            String name = context.requireMember().person().name();
            requests.close(new ClosingRequest(
                    new Opening(press.incident().key(), press.number(), press.generation()),
                    seen,
                    name,
                    context.chat()));
            return closed(context, press, phrases.plain("close.yes"));
        });
    }

    private int rank(CardPress press) {
        return statuses.rank(press.incident().status());
    }

    private static List<Reply> closed(ConversationContext context, CardPress press, String choice) {
        Phrases phrases = context.phrases();
        return context.edit(null, phrases.html("question.closed", question(press, phrases), choice), null);
    }

    private static Html question(CardPress press, Phrases phrases) {
        return phrases.html("close.question", press.name(), press.incident().title());
    }

    private static String data(CardPress press, String answer) {
        return BUTTON + ":" + press.number() + ":" + press.generation() + ":" + answer;
    }
}
