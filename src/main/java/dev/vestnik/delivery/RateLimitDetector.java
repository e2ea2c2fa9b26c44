package dev.vestnik.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Detects whether a 429 concerns the whole bot or one chat, which Telegram does not say. If the bot is too fast, Telegram
 * refuses every chat until the same moment; the limit of a single chat ends at a moment of its own.
 */
public final class RateLimitDetector {
    /** So many chats refused until the same moment, and no call accepted in between, mean the bot's limit. */
    private static final int MIN_CHATS = 3;

    /** Telegram gives whole seconds, and answers arrive with some delay. */
    private static final Duration TOLERANCE = Duration.ofMillis(1_500);

    private final Clock clock;

    /** The end of the limit of each chat that was refused since the last accepted call. */
    private final Map<Long, Instant> limitedUntil = new HashMap<>();

    public RateLimitDetector(Clock clock) {
        this.clock = clock;
    }

    /**
     * Telegram refused a call with 429.
     *
     * @return whether the whole bot must wait for this time
     */
    public synchronized boolean refused(long chat, Duration retryAfter) {
        Instant until = clock.instant().plus(retryAfter);
        limitedUntil.put(chat, until);
        long chats = limitedUntil.values().stream()
                .filter(other -> Duration.between(other, until).abs().compareTo(TOLERANCE) <= 0)
                .count();
        return chats >= MIN_CHATS;
    }

    /** Telegram accepted a call. */
    public synchronized void accepted() {
        limitedUntil.clear();
    }
}
