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
 * A circuit breaker for messages to Telegram. While it is open, one message is sent as a probe each time that Telegram has
 * answered another call; the others wait. Failures of a single chat do not open it, unless nothing else succeeds for some time.
 * It is open as well while messages get no answer at all.
 */
public final class TelegramCircuitBreaker {
    /** How long a message waits before it asks again whether it may be sent. */
    private static final Duration MIN_PAUSE = Duration.ofSeconds(1);
    /** Between the attempts of a chat, and between probes where nobody makes other calls. */
    private static final Duration MAX_PAUSE = Duration.ofSeconds(4);
    /** So many failing chats, and no success in between, open the circuit. */
    private static final int MIN_CHATS = 3;
    /** So does this time of failures without a success, or of messages without an answer, however few chats there are. */
    private static final Duration MAX_FAILING = Duration.ofSeconds(2);

    private final Clock clock;
    private final RandomGenerator random;
    /** The failures of each chat since the last success; bounded by the calls in flight. */
    private final Map<Long, Integer> failures = new HashMap<>();

    private @Nullable DeliveryFailure cause;
    private Instant nextProbe = Instant.MIN;
    /** Whether Telegram has answered another call since the last failure. */
    private boolean answered;
    /** The first failure after the last success, and the last one; null: the last call succeeded. */
    private @Nullable Instant failingSince;

    private @Nullable DeliveryFailure lastFailure;
    /** The messages without an answer so far, and since when there are such and none got one; null: there is none. */
    private int inFlight;

    private @Nullable Instant waitingSince;

    public TelegramCircuitBreaker(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Asks for permission to send a message. Empty: granted; else how long to wait before asking again. */
    public synchronized Optional<Duration> enter() {
        DeliveryFailure why = cause().orElse(null);
        if (why == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (cause == null) {
            open(why, now);
        }
        if (!answered && now.isBefore(nextProbe)) {
            return Optional.of(jittered(MIN_PAUSE));
        }
        answered = false;
        nextProbe = now.plus(MAX_PAUSE);
        return Optional.empty();
    }

    /** A message succeeded, or Telegram refused it for a reason of its own. */
    public synchronized void succeeded() {
        failures.clear();
        failingSince = null;
        lastFailure = null;
        cause = null;
    }

    /**
     * A message failed for a reason outside of it.
     *
     * @return how long to wait before the next attempt in this chat
     */
    public synchronized Duration failed(long chat, DeliveryFailure failure) {
        Instant now = clock.instant();
        int times = failures.merge(chat, 1, Integer::sum);
        if (failingSince == null) {
            failingSince = now;
        }
        lastFailure = failure;
        answered = false;
        if (cause != null || failure == DeliveryFailure.WRONG_TOKEN || failures.size() >= MIN_CHATS || failsTooLong()) {
            open(failure, now);
            return jittered(MIN_PAUSE);
        }
        return jittered(pause(times));
    }

    private void open(DeliveryFailure why, Instant now) {
        cause = why;
        nextProbe = now.plus(MAX_PAUSE);
    }

    /** A message is on its way to Telegram; {@link #ended} follows, whatever becomes of it. */
    public synchronized void began() {
        if (inFlight++ == 0) {
            waitingSince = clock.instant();
        }
    }

    /** The call of a message ended, with or without an answer. */
    public synchronized void ended(boolean isAnswered) {
        if (--inFlight == 0) {
            waitingSince = null;
        } else if (isAnswered) {
            waitingSince = clock.instant();
        }
    }

    /**
     * Telegram answered another call, so the next message is a probe.
     *
     * @return whether the circuit is open, so that this is news
     */
    public synchronized boolean answered() {
        boolean isOpen = cause().isPresent();
        answered = isOpen;
        return isOpen;
    }

    /**
     * Telegram is asked by another call: until it answers, no message is a probe, since Telegram may take it without an
     * answer.
     */
    public synchronized void asked() {
        nextProbe = clock.instant().plus(MAX_PAUSE);
    }

    /** Why nothing is sent: the circuit is open, or messages have failed or waited for some seconds; empty: it is. */
    public synchronized Optional<DeliveryFailure> cause() {
        if (cause != null) {
            return Optional.of(cause);
        }
        if (isOlder(waitingSince)) {
            return Optional.of(DeliveryFailure.TELEGRAM_DOWN);
        }
        return failsTooLong() ? Optional.ofNullable(lastFailure) : Optional.empty();
    }

    private boolean failsTooLong() {
        return isOlder(failingSince);
    }

    private boolean isOlder(@Nullable Instant since) {
        return since != null && !clock.instant().isBefore(since.plus(MAX_FAILING));
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
