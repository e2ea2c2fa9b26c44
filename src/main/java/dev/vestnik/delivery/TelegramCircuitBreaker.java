package dev.vestnik.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whether Telegram can be reached, judged by how the calls end. While it cannot, one call at a time goes through as a
 * probe, with growing pauses between; the others are told to wait. A single chat that fails does not hold the others.
 */
public final class TelegramCircuitBreaker {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** That many chats failing, and none succeeding, is Telegram's fault and not a chat's. */
    private static final int CHATS = 3;

    private final Clock clock;
    private final RandomGenerator random;
    /** How often each chat failed since the last success. At most as many as are in flight when an outage begins. */
    private final Map<Long, Integer> failing = new HashMap<>();

    private int probes;
    private Instant nextProbe = Instant.MIN;
    private @Nullable DeliveryFailure cause;

    public TelegramCircuitBreaker(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Asks for leave to call Telegram. Empty: go on; otherwise how long to wait before asking again. */
    public synchronized Optional<Duration> enter() {
        if (cause == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (now.isBefore(nextProbe)) {
            return Optional.of(jittered(Duration.between(now, nextProbe)));
        }
        nextProbe = now.plus(LONGEST_PAUSE);
        return Optional.empty();
    }

    /** A call was answered as it should be. */
    public synchronized void succeeded() {
        failing.clear();
        cause = null;
        probes = 0;
    }

    /**
     * A call failed for a reason that is not the message's.
     *
     * @return how long to wait before the next call in this chat
     */
    public synchronized Duration failed(long chat, DeliveryFailure failure) {
        int times = failing.merge(chat, 1, Integer::sum);
        boolean wrongToken = failure == DeliveryFailure.WRONG_TOKEN;
        if (cause != null || wrongToken || failing.size() >= CHATS) {
            cause = failure;
            Duration pause = wrongToken ? LONGEST_PAUSE : pause(++probes);
            nextProbe = clock.instant().plus(pause);
            return jittered(pause);
        }
        return jittered(pause(times));
    }

    /** Why nothing is sent now; empty: sending goes on. */
    public synchronized Optional<DeliveryFailure> cause() {
        return Optional.ofNullable(cause);
    }

    private static Duration pause(int times) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Up to a fifth longer, so that chats do not all come back at once. */
    private Duration jittered(Duration pause) {
        return pause.plusMillis(random.nextLong(pause.toMillis() / 5 + 1));
    }
}
