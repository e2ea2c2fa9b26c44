package dev.vestnik.outbox;

import dev.vestnik.incident.card.Card;
import dev.vestnik.store.RedisWrite;
import java.util.List;
import java.util.Optional;

/** Reads what cards show, at the moment at which they are sent. */
public interface CardReader {
    /**
     * The incident of an event; empty: it has none with a number, the chat has no cards, or the event is private to other people
     * than the incident.
     *
     * @param begins whether the card will show the incident as it is now
     */
    Optional<CardContent> of(PendingEvent pending, ReaderLocale reader, boolean begins);

    /**
     * The incident of a text that is a card; empty: it is not kept any more, or the person may not see it, or is not
     * logged in.
     */
    Optional<CardContent> of(OutboxText text);

    /**
     * The writes, for the settlement of its message, by which this is the card of the chat.
     *
     * @param closed whether the incident is closed
     */
    List<RedisWrite> shown(String key, long chat, Card card, boolean closed);

    /** Whether this message of a chat is known as a card, the present one or an earlier one. */
    boolean isKnown(long chat, long message);

    /** The write, for the settlement of its message, by which a message that is not the card is known as an earlier one. */
    RedisWrite known(String key, long chat, long message);

    /** How the person of this chat reads messages; empty: nobody is logged in there. */
    Optional<ReaderLocale> reader(long chat);
}
