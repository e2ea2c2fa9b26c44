package dev.vestnik.outbox;

import dev.vestnik.event.Event;
import dev.vestnik.incident.card.CardState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of an incident as one reader sees it.
 *
 * @param reader how the person reads messages
 * @param chat the person's chat
 * @param event the event that the incident shows now; null: it has expired
 * @param problem the event that the card of the chat showed last; null: there is none, or it has expired
 * @param told the names of people who got a message about the incident
 * @param others how many people are not among these names
 * @param mutedUntil until when the repeats of the incident make no sound in the chat; null: they sound
 */
public record CardContent(
        ReaderLocale reader,
        long chat,
        CardState state,
        @Nullable Event event,
        @Nullable Event problem,
        List<String> told,
        int others,
        @Nullable Instant mutedUntil) {
    public CardContent {
        told = List.copyOf(told);
    }

    /** Without names, since records are logged. */
    @Override
    public String toString() {
        return "CardContent[" + state.incident() + " in chat " + chat + "]";
    }
}
