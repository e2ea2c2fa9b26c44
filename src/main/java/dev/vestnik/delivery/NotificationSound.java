package dev.vestnik.delivery;

import dev.vestnik.delivery.message.ComposedMessage;
import dev.vestnik.outbox.ChatState;
import dev.vestnik.outbox.OutboxReader;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Clock;
import java.util.List;

/** At most one sound in ten seconds a chat, whatever the number of its messages, and whichever instances send them. */
public final class NotificationSound {
    private final Keys keys;
    private final Clock clock;

    public NotificationSound(Keys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The message, without a sound if the chat heard one lately. */
    public ComposedMessage limited(ChatState state, ComposedMessage message) {
        return state.sounded() ? message.silenced() : message;
    }

    /** The writes, for the settlement of the message, that silence the next messages. Telegram makes no sound for an edit. */
    public List<RedisWrite> writes(long chat, ComposedMessage message) {
        return message.silent() || message.edits() != null
                ? List.of()
                : List.of(
                        RedisWrite.set(keys.sounded(chat), Long.toString(clock.millis()), OutboxReader.SOUND_INTERVAL));
    }
}
