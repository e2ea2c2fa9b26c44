package dev.vestnik.incident.card;

import java.util.Map;
import java.util.Objects;

/**
 * The message that shows an incident in one chat.
 *
 * @param message its id in Telegram
 * @param generation the opening of the incident that it shows
 * @param rank of the status that the person was told last; a lower one is worse
 * @param file whether it is a file with the text as its caption
 * @param ended whether it shows the end of the opening and has no buttons any more
 * @param changes how often the incident had changed lately; 0: this is not shown
 * @param shown a digest of its text and its buttons: an edit to the same is not sent
 * @param entry the fields of the outbox entry by which the chat got it
 */
public record Card(
        long message,
        int generation,
        int rank,
        boolean file,
        boolean ended,
        int changes,
        String shown,
        Map<String, String> entry) {
    public Card {
        shown = Objects.requireNonNullElse(shown, "");
        entry = Map.copyOf(Objects.requireNonNullElse(entry, Map.of()));
    }

    /** The same card as this message. */
    public Card in(long id) {
        return new Card(id, generation, rank, file, ended, changes, shown, entry);
    }
}
