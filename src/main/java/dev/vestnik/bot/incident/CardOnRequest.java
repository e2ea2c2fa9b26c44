package dev.vestnik.bot.incident;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.Reply;
import dev.vestnik.incident.Incident;
import java.util.List;
import java.util.Optional;

/** Sends the card of an incident that somebody names by its number. */
public final class CardOnRequest {
    private final IncidentAccess access;
    private final CardPresses presses;
    private final IncidentRequests requests;

    public CardOnRequest(IncidentAccess access, CardPresses presses, IncidentRequests requests) {
        this.access = access;
        this.presses = presses;
        this.requests = requests;
    }

    /** {@code /start i_<number>}, which a link to the bot sends. */
    public List<Reply> start(ConversationContext context) {
        Long number = context.incoming().linkedIncident();
        return send(context, number == null ? 0 : number)
                .map(why -> List.of(context.reply(why.html())))
                .orElse(List.of());
    }

    /** Data {@code card:<number>}: a number in a list. */
    public List<Reply> press(ConversationContext context) {
        String number = context.callbackArgument();
        return send(context, number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0)
                .map(why -> CardPresses.refuse(context, why))
                .orElseGet(() -> List.of(context.answerCallback(null)));
    }

    /** Sends it, or returns why not. */
    private Optional<Explanation> send(ConversationContext context, long number) {
        Incident incident = access.find(context.requireMember(), number).orElse(null);
        if (incident == null) {
            return Optional.of(CardPresses.gone(context, number));
        }
        Optional<Explanation> forbidden = presses.forbidden(context, incident);
        if (forbidden.isEmpty()) {
            requests.showCard(context.chat(), incident.key());
        }
        return forbidden;
    }
}
