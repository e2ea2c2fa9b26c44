package dev.vestnik.delivery.card;

import dev.vestnik.event.Event;
import dev.vestnik.incident.HistoryEntry;
import dev.vestnik.incident.Incident;
import dev.vestnik.incident.Owner;
import dev.vestnik.incident.card.Card;
import dev.vestnik.incident.card.CardState;
import dev.vestnik.outbox.CardContent;
import dev.vestnik.outbox.CardReader;
import dev.vestnik.outbox.OutboxText;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.outbox.ReaderLocale;
import dev.vestnik.store.RedisWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One incident, and the cards that chats have of it. Without an incident, no event has a card. */
public final class MemoryCards implements CardReader {
    public @Nullable Incident incident;
    public @Nullable Owner owner;
    public List<HistoryEntry> history = new ArrayList<>();
    public List<String> told = List.of("Анна Орлова", "Борис Лебедев");
    public @Nullable Instant mutedUntil;
    public ReaderLocale reader;
    public final Map<String, Event> events = new HashMap<>();
    public final Map<Long, Card> cards = new HashMap<>();
    public final Set<Long> known = new HashSet<>();

    public MemoryCards(ReaderLocale reader) {
        this.reader = reader;
    }

    @Override
    public Optional<CardContent> of(PendingEvent pending, ReaderLocale to, boolean begins) {
        return content(pending.entry().chat(), to)
                .filter(content ->
                        content.state().incident().key().equals(pending.event().key()));
    }

    @Override
    public Optional<CardContent> of(OutboxText text) {
        return content(text.chat(), reader);
    }

    @Override
    public Optional<ReaderLocale> reader(long chat) {
        return Optional.of(reader);
    }

    private Optional<CardContent> content(long chat, ReaderLocale to) {
        return Optional.ofNullable(incident).map(found -> {
            Card card = cards.get(chat);
            Event problem = card == null ? null : events.get(card.entry().get("event"));
            CardState state =
                    new CardState(found, owner, card, history, found.holders().size());
            return new CardContent(to, chat, state, events.get(found.event()), problem, told, 0, mutedUntil);
        });
    }

    @Override
    public boolean isKnown(long chat, long message) {
        return known.contains(message);
    }

    @Override
    public RedisWrite known(String key, long chat, long message) {
        known.add(message);
        return RedisWrite.of("SET", "known:" + message, key);
    }

    @Override
    public List<RedisWrite> shown(String key, long chat, Card card, boolean closed) {
        cards.put(chat, card);
        return List.of();
    }
}
