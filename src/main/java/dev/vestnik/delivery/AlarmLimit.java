package dev.vestnik.delivery;

import dev.vestnik.outbox.ChatState;
import dev.vestnik.store.Keys;
import dev.vestnik.store.RedisWrite;
import java.time.Clock;
import java.time.Duration;

/** At most five messages about single waking events in a minute and chat; those beyond share one card. */
final class AlarmLimit {
    private static final int MOST = 5;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Keys keys;
    private final Clock clock;

    AlarmLimit(Keys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    boolean isReached(ChatState state) {
        return sent(state) >= MOST;
    }

    /** Counts one more, with the settlement of its message. */
    RedisWrite another(long chat, ChatState state) {
        int sent = sent(state);
        String since = sent == 0 ? Long.toString(clock.millis()) : parts(state)[0];
        return RedisWrite.set(keys.alarms(chat), since + " " + (sent + 1), MINUTE);
    }

    /** How many were sent since the current minute began. */
    private int sent(ChatState state) {
        String[] parts = parts(state);
        return clock.millis() - Long.parseLong(parts[0]) < MINUTE.toMillis() ? Integer.parseInt(parts[1]) : 0;
    }

    private static String[] parts(ChatState state) {
        return state.alarms() == null ? new String[] {"0", "0"} : state.alarms().split(" ");
    }
}
