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
 * A circuit breaker for calls to Telegram. While it is open, one call at a time is allowed as a probe, with growing pauses
 * between probes; the other calls must wait. Failures of a single chat do not open it.
 */
public final class TelegramCircuitBreaker {
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    /** With the jitter less than five seconds, so that the end of an outage is found within that time. */
    private static final Duration MAX_PAUSE = Duration.ofSeconds(4);
    /** So many failing chats, and no success in between, open the circuit. */
    private static final int MIN_CHATS = 3;
    /** So does this time of failures without a success, however few chats there are. */
    private static final Duration MAX_FAILING = Duration.ofSeconds(3);

    private final Clock clock;
    private final RandomGenerator random;
    /** The failures of each chat since the last success; bounded by the calls in flight. */
    private final Map<Long, Integer> failures = new HashMap<>();

    private int probes;
    private Instant nextProbe = Instant.MIN;
    private @Nullable DeliveryFailure cause;
    /** The first failure after the last success, and the last one; null: the last call succeeded. */
    private @Nullable Instant failingSince;

    private @Nullable DeliveryFailure lastFailure;

    public TelegramCircuitBreaker(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Asks for permission to call Telegram. Empty: granted; else how long to wait before asking again. */
    public synchronized Optional<Duration> enter() {
        if (cause == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (now.isBefore(nextProbe)) {
            return Optional.of(jittered(Duration.between(now, nextProbe)));
        }
        nextProbe = now.plus(MAX_PAUSE);
        return Optional.empty();
    }

    /** A call succeeded. */
    public synchronized void succeeded() {
        failures.clear();
        failingSince = null;
        lastFailure = null;
        cause = null;
        probes = 0;
    }

    /**
     * A call failed for a reason outside its message.
     *
     * @return how long to wait before the next call in this chat
     */
    public synchronized Duration failed(long chat, DeliveryFailure failure) {
        int times = failures.merge(chat, 1, Integer::sum);
        if (failingSince == null) {
            failingSince = clock.instant();
        }
        lastFailure = failure;
        boolean wrongToken = failure == DeliveryFailure.WRONG_TOKEN;
        if (cause != null || wrongToken || failures.size() >= MIN_CHATS || failsTooLong()) {
            cause = failure;
            Duration pause = wrongToken ? MAX_PAUSE : pause(++probes);
            nextProbe = clock.instant().plus(pause);
            return jittered(pause);
        }
        return jittered(pause(times));
    }

    /** Why nothing is sent: the circuit is open, or calls have failed for some seconds without a success; empty: it is. */
    public synchronized Optional<DeliveryFailure> cause() {
        return Optional.ofNullable(cause == null && failsTooLong() ? lastFailure : cause);
    }

    private boolean failsTooLong() {
        return failingSince != null && !clock.instant().isBefore(failingSince.plus(MAX_FAILING));
    }

    private static Duration pause(int times) {
        Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(times - 1, 10));
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }

    /** Up to a fifth longer, so that chats do not retry at the same time. */
    private Duration jittered(Duration pause) {
        return pause.plusMillis(random.nextLong(pause.toMillis() / 5 + 1));
    }
}
