package dev.vestnik.incident.card;

/**
 * The message that shows a storm.
 *
 * @param id which of the chat's storms it shows
 * @param message its id in Telegram
 * @param others events of the storm that belong to no incident that the card counts
 * @param shown a digest of its text and its buttons: an edit to the same is not sent
 */
public record StormCard(String id, long message, int others, String shown) {
    /** The same card as this message. */
    public StormCard in(long sent) {
        return new StormCard(id, sent, others, shown);
    }
}
