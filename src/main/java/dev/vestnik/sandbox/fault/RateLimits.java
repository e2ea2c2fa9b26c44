package dev.vestnik.sandbox.fault;

import java.time.Duration;

/**
 * The rate limits of a bot. Telegram publishes approximate rates, and not the size of the bursts that it allows: see
 * <a href="https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this">the FAQ</a>.
 *
 * @param bot messages and edits of a bot in total
 * @param chat messages in one private chat
 * @param group messages in one group, and as many edits
 */
public record RateLimits(RateLimit bot, RateLimit chat, RateLimit group) {
    /** Approximately the limits that Telegram enforces. */
    public static final RateLimits TELEGRAM = new RateLimits(
            new RateLimit(30, Duration.ofSeconds(1), 30),
            new RateLimit(1, Duration.ofSeconds(1), 10),
            new RateLimit(20, Duration.ofMinutes(1), 20));

    /** No limits. */
    public static final RateLimits NONE = new RateLimits(RateLimit.UNLIMITED, RateLimit.UNLIMITED, RateLimit.UNLIMITED);
}
