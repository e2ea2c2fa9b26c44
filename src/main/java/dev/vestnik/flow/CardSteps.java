package dev.vestnik.flow;

import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.card.CardStore;
import dev.vestnik.incident.card.CardStore.Chats;
import dev.vestnik.incident.card.CardStore.Outdated;
import dev.vestnik.incident.card.MutedRepeats;
import dev.vestnik.incident.group.Binding;
import dev.vestnik.incident.group.BindingStore;
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
    static final Duration PATIENCE = Duration.ofDays(1);

    /** Property: the incidents whose cards will be updated. */
    private static final String OUTDATED = "vestnikOutdatedCards";

    /** Property: the incidents that groups will be told of. */
    private static final String OPENED = "vestnikOpenedIncidents";

    private final CardStore cards;
    private final MutedRepeats muted;
    private final BindingStore bindings;
    private final Clock clock;

    public CardSteps(CardStore cards, MutedRepeats muted, BindingStore bindings, Clock clock) {
        this.cards = cards;
        this.muted = muted;
        this.bindings = bindings;
        this.clock = clock;
    }

    /** Whose repeats make a sound again, since the hour is over: these cards are outdated. */
    public void unmute() {
        muted.forgetOver();
    }

    /**
     * Body: the key of an incident, or null for all of them, to an outbox entry for each card that does not show the last state
     * of its incident, for each card of a storm that does not show that of all its incidents, and for each group or topic that
     * such an incident, or one that has opened, appears in.
     */
    public void findOutdatedCards(Exchange exchange) {
        String key = exchange.getMessage().getBody(String.class);
        List<Outdated> outdated = key == null ? cards.outdated(MAX_INCIDENTS) : cards.outdated(key);
        List<Outdated> opened = key == null ? cards.opened(MAX_INCIDENTS) : List.of();
        exchange.setProperty(OUTDATED, outdated);
        exchange.setProperty(OPENED, opened);
        List<Binding> bound = outdated.isEmpty() && opened.isEmpty() ? List.of() : bindings.all();
        Instant until = clock.instant().plus(PATIENCE);
        List<OutboxText> texts = new ArrayList<>();
        Set<Long> storms = new LinkedHashSet<>();
        for (Outdated incident : outdated) {
            Chats chats = cards.chats(incident.key());
            chats.withCard().forEach(chat -> texts.add(OutboxText.card(chat, incident.key(), until)));
            storms.addAll(chats.inStorm());
            copies(incident.key(), bound, chats.groups(), until).forEach(texts::add);
        }
        for (Outdated incident : opened) {
            copies(incident.key(), bound, List.of(), until).forEach(texts::add);
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

    /** @param shown the names of the places that have a copy of the incident */
    private List<OutboxText> copies(String key, List<Binding> bound, List<String> shown, Instant until) {
        if (bound.isEmpty()) {
            return List.of();
        }
        Incident incident = cards.incident(key).orElse(null);
        return bound.stream()
                .filter(binding ->
                        shown.contains(binding.place().name()) || (incident != null && binding.covers(incident)))
                .map(binding -> OutboxText.copy(binding.chat(), binding.topic(), key, until))
                .toList();
    }

    /** The edits of these cards are in the outbox; what has changed again meanwhile stays outdated. */
    @SuppressWarnings("unchecked")
    public void forgetOutdatedCards(Exchange exchange) {
        cards.updated(exchange.getProperty(OUTDATED, List.of(), List.class));
        cards.told(exchange.getProperty(OPENED, List.of(), List.class));
    }
}
