package dev.vestnik.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of refusals by 429: whether one concerns the whole bot or one chat, which Telegram does not say; and which chats
 * are held. If the bot is too fast, Telegram refuses every chat until the same moment; the limit of a single chat ends at a
 * moment of its own.
 */
public final class RateLimitDetector {
    /** So many chats refused until the same moment, and no call accepted in between, mean the bot's limit. */
    private static final int MIN_CHATS = 3;

    /** Telegram gives whole seconds, and answers arrive with some delay. */
    private static final Duration TOLERANCE = Duration.ofMillis(1_500);

    /** For a 429 that names no time: the first pause of a chat, which doubles with each refusal in a row, and the longest. */
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    /** A chat that is refused for longer is held for long. */
    private static final Duration LONG = Duration.ofMinutes(1);

    /** A chat is not held any more so long after its pause, for instance since all that waited for it has expired. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    /** So long without any accepted call means that Telegram refuses all. */
    private static final Duration MAX_REFUSING = Duration.ofSeconds(2);

    private final Clock clock;

    /** The end of the limit of each chat that was refused since the last accepted call. */
    private final Map<Long, Instant> limitedUntil = new HashMap<>();

    /** The chats whose last call was refused. */
    private final Map<Long, Hold> holds = new HashMap<>();

    /** The first refusal after the last accepted call. */
    private @Nullable Instant refusingSince;

    /** A chat is refused: since when, how often, and until when. */
    private record Hold(Instant since, int times, Instant until) {}

    public RateLimitDetector(Clock clock) {
        this.clock = clock;
    }

    /**
     * How long to wait after a 429.
     *
     * @param given the time that Telegram gave; null: none, then the pause grows with each refusal in a row
     */
    public synchronized Duration pause(long chat, @Nullable Duration given) {
        if (given != null) {
            return given;
        }
        Hold hold = holds.get(chat);
        Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(hold == null ? 0 : hold.times(), 10));
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }

    /**
     * Telegram refused a call with 429.
     *
     * @param chat 0 if it has none
     * @return whether the whole bot must wait for this time
     */
    public synchronized boolean refused(long chat, Duration retryAfter) {
        Instant now = clock.instant();
        Instant until = now.plus(retryAfter);
        if (refusingSince == null) {
            refusingSince = now;
        }
        if (chat != 0) {
            Hold hold = holds.get(chat);
            holds.put(chat, new Hold(hold == null ? now : hold.since(), hold == null ? 1 : hold.times() + 1, until));
        }
        limitedUntil.put(chat, until);
        long chats = limitedUntil.values().stream()
                .filter(other -> Duration.between(other, until).abs().compareTo(TOLERANCE) <= 0)
                .count();
        return chats >= MIN_CHATS;
    }

    /** Telegram accepted a call. */
    public synchronized void accepted(long chat) {
        limitedUntil.clear();
        holds.remove(chat);
        refusingSince = null;
    }

    /** The chats that Telegram holds for more than a minute, and until when. */
    public synchronized Map<Long, Instant> heldForLong() {
        forget();
        Map<Long, Instant> held = new TreeMap<>();
        holds.forEach((chat, hold) -> {
            if (Duration.between(hold.since(), hold.until()).compareTo(LONG) > 0) {
                held.put(chat, hold.until());
            }
        });
        return held;
    }

    /** Whether Telegram has refused all calls for some seconds. */
    public synchronized boolean refusesAll() {
        forget();
        return !holds.isEmpty() && refusingSince != null && !clock.instant().isBefore(refusingSince.plus(MAX_REFUSING));
    }

    private void forget() {
        Instant latest = clock.instant().minus(FORGOTTEN);
        holds.values().removeIf(hold -> hold.until().isBefore(latest));
    }
}
