package dev.vestnik.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether it is the bot as a whole that Telegram finds too fast, and not one chat: a 429 does not say. Where it is the bot,
 * every chat is refused, and all are told the same moment; a chat that has a limit of its own has a moment of its own.
 */
public final class RateLimitDetector {
    /** That many chats told the same moment, and none let through in between, is the bot's limit. */
    private static final int CHATS = 3;
    /** Telegram tells whole seconds, and answers are under way for a while. */
    private static final Duration SAME = Duration.ofMillis(1_500);

    private final Clock clock;
    /** Until when each chat was told to wait, since a call was last let through. */
    private final Map<Long, Instant> told = new HashMap<>();

    public RateLimitDetector(Clock clock) {
        this.clock = clock;
    }

    /**
     * A call was refused as too fast.
     *
     * @return whether it is the bot that is to be silent for this time
     */
    public synchronized boolean refused(long chat, Duration retryAfter) {
        Instant now = clock.instant();
        Instant until = now.plus(retryAfter);
        told.put(chat, until);
        return told.values().stream()
                        .filter(other -> Duration.between(other, until).abs().compareTo(SAME) <= 0)
                        .count()
                >= CHATS;
    }

    /** A call was let through. */
    public synchronized void letThrough() {
        told.clear();
    }
}
