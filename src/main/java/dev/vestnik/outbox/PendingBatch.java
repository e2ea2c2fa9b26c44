package dev.vestnik.outbox;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pending entries of one chat, loaded when the chat is due.
 *
 * @param reader how the recipient reads messages
 * @param pending the events to send, in order
 * @param dropped the entries that are not sent any more
 * @param unread the ids of the entries behind these that were not loaded, to bound the memory
 * @param state what the chat got lately
 * @param texts the texts of the chat; while there is one to send, no events are loaded
 * @param finished the digest whose file is sent; null: none
 */
public record PendingBatch(
        long chat,
        ReaderLocale reader,
        List<PendingEvent> pending,
        List<Dropped> dropped,
        List<String> unread,
        ChatState state,
        PendingTexts texts,
        @Nullable FinishedDigest finished) {
    public PendingBatch {
        pending = List.copyOf(pending);
        dropped = List.copyOf(dropped);
        unread = List.copyOf(unread);
    }

    /** How long the chat has to wait with what is left; zero: it need not. */
    public Duration pause() {
        return texts.pause();
    }

    /** The ids of the entries that are settled without being sent. */
    public Set<String> settledIds() {
        Set<String> ids = new HashSet<>();
        dropped.forEach(one -> ids.add(one.id()));
        texts.obsolete().forEach(one -> ids.add(one.id()));
        return ids;
    }

    /** An entry that is not sent any more, and why. */
    public record Dropped(String id, OutboxEntry entry, DeliveryOutcome outcome) {}
}
