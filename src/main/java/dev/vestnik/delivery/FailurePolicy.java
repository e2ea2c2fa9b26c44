package dev.vestnik.delivery;

import dev.vestnik.outbox.DeliveryOutcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides what happens to the entries of a failed exchange: retry after a time, dead letter, or a counted retry. */
public final class FailurePolicy {
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);
    private static final Pattern RETRY_AFTER_IN_WORDS = Pattern.compile("retry after (\\d{1,9})");

    private final TelegramCircuitBreaker breaker;
    private final RateLimitDetector rateLimits;
    private final DeliveryCounters counters;

    public FailurePolicy(TelegramCircuitBreaker breaker, RateLimitDetector rateLimits, DeliveryCounters counters) {
        this.breaker = breaker;
        this.rateLimits = rateLimits;
        this.counters = counters;
    }

    /**
     * What happens next. Without either value the stream counts the failure and retries by its own policy.
     *
     * @param retryAfter retry after this time, and do not count the failure; null: no such retry
     * @param holdAll whether all chats wait for {@code retryAfter}, on every instance
     * @param deadReason move the entry to the dead letters for this reason; null: do not
     */
    public record FailureAction(
            @Nullable Duration retryAfter,
            boolean holdAll,
            @Nullable String deadReason) {
        private static final FailureAction COUNTED_RETRY = new FailureAction(null, false, null);
    }

    /** How long to wait after a 429: the time that Telegram gives, also in words only, but at most an hour; null: none. */
    public static @Nullable Duration retryAfter(TelegramError refusal) {
        Duration given = refusal.retryAfter() == null ? inWords(refusal.description()) : refusal.retryAfter();
        return given != null && given.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : given;
    }

    private static @Nullable Duration inWords(String description) {
        Matcher words = RETRY_AFTER_IN_WORDS.matcher(description.toLowerCase(Locale.ROOT));
        return words.find() ? Duration.ofSeconds(Long.parseLong(words.group(1))) : null;
    }

    /** The start of a dead letter's reason, then the answer of Telegram. */
    public static String reason(DeliveryFailure failure, TelegramError refusal) {
        return failure.label() + ": " + refusal.code() + " " + refusal.description();
    }

    /**
     * Counts the failure and decides.
     *
     * @param chat 0 if the exchange has none
     * @param refusal the answer of Telegram; null if there is none
     * @param entries the number of stream entries of the exchange; 0 if it does not come from a stream
     */
    public FailureAction decide(long chat, DeliveryFailure failure, @Nullable TelegramError refusal, int entries) {
        counters.failed(failure);
        return switch (failure) {
            case TOO_FAST -> rateLimited(chat, Objects.requireNonNull(refusal), entries);
            case TELEGRAM_DOWN, WRONG_TOKEN -> new FailureAction(breaker.failed(chat, failure), false, null);
            case UNREACHABLE, MIGRATED, UNPARSABLE, PLACE_CLOSED, REFUSED -> refused(failure, refusal, entries);
            case NOT_MODIFIED, MESSAGE_GONE, INTERNAL -> FailureAction.COUNTED_RETRY;
        };
    }

    private FailureAction rateLimited(long chat, TelegramError refusal, int entries) {
        breaker.succeeded();
        Duration retryAfter = rateLimits.pause(chat, retryAfter(refusal));
        boolean holdAll = entries > 0 && rateLimits.refused(chat, retryAfter);
        return new FailureAction(retryAfter, holdAll, null);
    }

    /** An entry that Telegram refuses stays refused. A batch is retried one by one, to find the entry at fault. */
    private FailureAction refused(DeliveryFailure failure, @Nullable TelegramError refusal, int entries) {
        if (entries != 1 || refusal == null) {
            return FailureAction.COUNTED_RETRY;
        }
        counters.recorded(DeliveryOutcome.DEAD, 1);
        return new FailureAction(null, false, reason(failure, refusal));
    }
}
