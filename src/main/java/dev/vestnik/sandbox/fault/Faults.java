package dev.vestnik.sandbox.fault;

import java.time.Duration;
import java.util.Set;

/**
 * Faults to inject, for the whole bot or for one chat.
 *
 * @param latency delay of every response; the call itself is executed immediately
 * @param jitter maximum of an additional, uniformly distributed delay
 * @param errorRate the fraction of the calls, 0 to 1, that are not executed and fail with {@code errorStatus}
 * @param errorStatus 401 (wrong token) and 500 have Telegram's JSON, others from 501 the HTML page of a proxy
 * @param dropRate the fraction of the calls, 0 to 1, that are executed but never answered
 * @param hang time until the connection of a dropped call is closed
 * @param methods the affected Bot API methods; empty: all
 * @param seed of the random numbers, so that a run can be repeated
 */
public record Faults(
        Duration latency,
        Duration jitter,
        double errorRate,
        int errorStatus,
        double dropRate,
        Duration hang,
        Set<String> methods,
        long seed) {
    /** No faults. */
    public static final Faults NONE = new Faults(Duration.ZERO, Duration.ZERO, 0, 502, 0, Duration.ZERO, Set.of(), 1);

    public Faults {
        methods = Set.copyOf(methods);
        if (latency.isNegative() || jitter.isNegative() || hang.isNegative()) {
            throw new IllegalArgumentException("latency, jitter and hang must not be negative");
        }
        if (!isFraction(errorRate) || !isFraction(dropRate)) {
            throw new IllegalArgumentException("errorRate and dropRate must be between 0 and 1");
        }
        if (errorStatus != 401 && (errorStatus < 500 || errorStatus > 599)) {
            throw new IllegalArgumentException("errorStatus: 401, or 500 to 599, not " + errorStatus);
        }
    }

    private static boolean isFraction(double rate) {
        return rate >= 0 && rate <= 1;
    }
}
