package dev.vestnik.delivery;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.outbox.ChatState;
import dev.vestnik.outbox.ChatState.Sound;
import dev.vestnik.outbox.OutboxReader;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Clock;
import java.util.List;

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

    /** The writes, for the settlement of the message, that silence the next messages. Telegram makes no sound for an edit. */
    public List<RedisWrite> writes(long chat, ComposedMessage message, boolean wakes) {
        if (message.silent() || message.edits() != null) {
            return List.of();
        }
        String value = clock.millis() + " " + (wakes ? Sound.WAKING : Sound.OTHER);
        return List.of(RedisWrite.set(keys.sounded(chat), value, OutboxReader.SOUND_INTERVAL));
    }
}
