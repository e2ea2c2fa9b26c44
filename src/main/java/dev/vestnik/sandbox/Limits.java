package dev.vestnik.sandbox;

import java.time.Duration;

/**
 * How fast a bot may send. Telegram publishes about these, and says that a chat allows short bursts, not how long: see
 * <a href="https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this">the FAQ</a>.
 *
 * @param bot messages and edits of a bot in all
 * @param chat messages in one private chat
 * @param group messages in one group, and as many edits
 */
public record Limits(Pace bot, Pace chat, Pace group) {
    /** About what Telegram enforces. */
    public static final Limits TELEGRAM = new Limits(
            new Pace(30, Duration.ofSeconds(1), 30),
            new Pace(1, Duration.ofSeconds(1), 10),
            new Pace(20, Duration.ofMinutes(1), 20));

    /** None. */
    public static final Limits NONE = new Limits(Pace.UNLIMITED, Pace.UNLIMITED, Pace.UNLIMITED);
}
