package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.card.CardStore.Chats;
import dev.vestnik.incident.card.CardStore.Outdated;
import dev.vestnik.outbox.OutboxText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;

/** The steps of {@code cards.camel.yaml}. */
public final class CardSteps {
    /** Incidents of one exchange; the others follow with the next tick. */
    private static final int MAX_INCIDENTS = 1_000;

    /** How long an edit of a card waits, for instance while Telegram is unavailable. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    /** Property: the incidents whose cards will be updated. */
    private static final String OUTDATED = "vestnikOutdatedCards";

    private final CardStore cards;
    private final Clock clock;

    public CardSteps(CardStore cards, Clock clock) {
        this.cards = cards;
        this.clock = clock;
    }

    /**
     * Body: the key of an incident, or null for all of them, to an outbox entry for each card that does not show the last state
     * of its incident, and for each card of a storm that does not show that of all its incidents.
     */
    public void findOutdatedCards(Exchange exchange) {
        String key = exchange.getMessage().getBody(String.class);
        List<Outdated> outdated = key == null ? cards.outdated(MAX_INCIDENTS) : cards.outdated(key);
        exchange.setProperty(OUTDATED, outdated);
        Instant until = clock.instant().plus(PATIENCE);
        List<OutboxText> texts = new ArrayList<>();
        Set<Long> storms = new LinkedHashSet<>();
        for (Outdated incident : outdated) {
            Chats chats = cards.chats(incident.key());
            chats.withCard().forEach(chat -> texts.add(OutboxText.card(chat, incident.key(), until)));
            storms.addAll(chats.inStorm());
        }
        storms.forEach(chat -> texts.add(OutboxText.storm(chat, until)));
        List<Message> messages = new ArrayList<>(texts.size());
        for (OutboxText text : texts) {
            Message message = new DefaultMessage(exchange);
            message.setHeader(RedisStreamsConstants.KEY, Long.toString(text.chat()));
            message.setBody(text.newEntry());
            messages.add(message);
        }
        exchange.getMessage().setBody(messages);
    }

    /** The edits of these cards are in the outbox; what has changed again meanwhile stays outdated. */
    @SuppressWarnings("unchecked")
    public void forgetOutdatedCards(Exchange exchange) {
        cards.updated(exchange.getProperty(OUTDATED, List.of(), List.class));
    }
}
