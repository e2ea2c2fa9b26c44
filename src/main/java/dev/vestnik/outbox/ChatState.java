package dev.vestnik.outbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Redis keeps about the messages that a chat got lately.
 *
 * @param sounded which message made the last sound, if that was in the last seconds
 * @param alarms the waking events that were sent alone lately, see {@link dev.vestnik.store.Keys#alarms}; null: none
 * @param digest the JSON of the live digest; null: none
 * @param alarmDigest the JSON of the live digest of waking events; null: none
 * @param changes by the key of an event: what was sent about it in the last minutes, see {@link
 *     dev.vestnik.store.Keys#changes}
 */
public record ChatState(
        Sound sounded,
        @Nullable String alarms,
        @Nullable String digest,
        @Nullable String alarmDigest,
        Map<String, String> changes) {
    public static final ChatState NONE = new ChatState(Sound.NONE, null, null, null, Map.of());

    /** The message that made the last sound. */
    public enum Sound {
        /** No sound lately. */
        NONE,
        /** A message of a status that wakes. */
        WAKING,
        OTHER
    }

    public ChatState {
        changes = Map.copyOf(changes);
    }
}
