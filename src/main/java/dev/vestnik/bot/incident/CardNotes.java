package dev.vestnik.bot.incident;

import dev.vestnik.bot.ConversationContext;
import dev.vestnik.bot.IncomingUpdate;
import dev.vestnik.bot.Member;
import dev.vestnik.bot.Reply;
import dev.vestnik.bot.Reply.CardsOutdated;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.IncidentHistory;
import dev.vestnik.incident.IncidentStore;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.text.Phrases;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Notes: what members reply to a card. All cards of the incident show them. */
public final class CardNotes {
    /** UTF-16 units. */
    private static final int MAX_LENGTH = 500;

    private final CardStore cards;
    private final IncidentStore incidents;
    private final IncidentHistory history;
    private final CardPresses presses;
    private final Clock clock;

    public CardNotes(
            CardStore cards, IncidentStore incidents, IncidentHistory history, CardPresses presses, Clock clock) {
        this.cards = cards;
        this.incidents = incidents;
        this.history = history;
        this.presses = presses;
        this.clock = clock;
    }

    /** Whether the update is a text that replies to a card. */
    public boolean isNote(ConversationContext context) {
        return context.incoming().text() != null && key(context.incoming()).isPresent();
    }

    /** Adds the note. The same update again adds none. */
    public List<Reply> add(ConversationContext context) {
        Phrases phrases = context.phrases();
        String text = Objects.requireNonNull(context.incoming().text()).strip();
        if (text.length() > MAX_LENGTH) {
            return List.of(context.reply(phrases.html("note.too-long", Integer.toString(MAX_LENGTH))));
        }
        Incident incident = key(context.incoming()).flatMap(incidents::find).orElse(null);
        if (incident == null) {
            return List.of(context.reply(phrases.html("note.gone")));
        }
        return presses.forbidden(context, incident)
                .map(why -> List.of(context.reply(why.html())))
                .orElseGet(() -> add(context, incident, text));
    }

    private List<Reply> add(ConversationContext context, Incident incident, String text) {
        Phrases phrases = context.phrases();
        Member member = context.requireMember();
        Instant sent = Objects.requireNonNullElseGet(context.incoming().sent(), clock::instant);
        presses.reported(incident, member.user().chat());
        boolean noted = history.note(incident, sent, member.person().name(), text);
        return noted
                ? List.of(
                        context.reply(phrases.html("note.done", Long.toString(incident.number()))),
                        new CardsOutdated(context.chat(), incident.key()))
                : List.of(context.reply(phrases.html("note.gone")));
    }

    private Optional<String> key(IncomingUpdate incoming) {
        Long message = incoming.replyTo();
        return message == null ? Optional.empty() : cards.keyOf(incoming.chat(), message);
    }
}
