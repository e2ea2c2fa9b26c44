package dev.vestnik.outbox;

import dev.vestnik.delivery.NotificationSound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one chat, looked at when its turn has come.
 *
 * @param reader who reads what is sent
 * @param waiting what is to be sent, in order
 * @param dropped what is not to be sent any more
 * @param unread the ids of the entries behind these that were not looked at, since there is too much of it
 * @param sounded up to which entry the chat has had the sound, see {@link NotificationSound}; null: none
 */
public record PendingBatch(
        long chat,
        ReaderLocale reader,
        List<PendingEvent> waiting,
        List<Dropped> dropped,
        List<String> unread,
        @Nullable String sounded) {
    public PendingBatch {
        waiting = List.copyOf(waiting);
        dropped = List.copyOf(dropped);
        unread = List.copyOf(unread);
    }

    /** An entry that nobody will get, and why. */
    public record Dropped(String id, OutboxEntry entry, DeliveryOutcome fate) {}
}
