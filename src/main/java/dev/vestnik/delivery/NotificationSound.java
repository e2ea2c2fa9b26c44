package dev.vestnik.delivery;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.outbox.ChatState;
import dev.vestnik.outbox.ChatState.Sound;
import dev.vestnik.outbox.OutboxReader;
import dev.vestnik.outbox.PendingBatch;
import dev.vestnik.outbox.PendingEvent;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * At most one sound in ten seconds a chat, whatever the number of its messages, and whichever instances send them. Only the first
 * message of a status that wakes sounds even if one that does not wake has just sounded.
 */
public final class NotificationSound {
    private final Keys keys;
    private final Clock clock;

    public NotificationSound(Keys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The message, without a sound if the chat heard one lately.
     *
     * @param wakes whether the message is about a status that wakes
     */
    public ComposedMessage limited(ChatState state, ComposedMessage message, boolean wakes) {
        boolean sounds = state.sounded() == Sound.NONE || (wakes && state.sounded() == Sound.OTHER);
        return sounds ? message : message.silenced();
    }

    /** Whether each of its events is in the quiet hours of its area, on the reader's clock; one that wakes never is. */
    boolean isQuiet(PendingBatch batch, ComposedMessage message) {
        LocalTime time = LocalTime.ofInstant(clock.instant(), batch.reader().zone());
        Set<String> ids = Set.copyOf(message.ids());
        List<PendingEvent> shown = batch.pending().stream()
                .filter(pending -> ids.contains(pending.id()))
                .toList();
        return !shown.isEmpty()
                && shown.stream().allMatch(pending -> pending.entry().isQuietAt(time));
    }

    /** The writes, for the settlement of the message, that silence the next messages. Telegram makes no sound for an edit. */
    public List<RedisWrite> writes(long chat, ComposedMessage message, boolean wakes) {
        if (message.silent() || message.edits() != null) {
            return List.of();
        }
        String value = clock.millis() + " " + (wakes ? Sound.WAKING : Sound.OTHER);
        return List.of(RedisWrite.set(keys.sounded(chat), value, OutboxReader.SOUND_INTERVAL));
    }
}
