package dev.vestnik.sandbox;

import java.time.Duration;
import java.util.Set;

/**
 * What goes wrong, for the whole bot or for one chat.
 *
 * @param latency every answer comes so much later; the call itself is done at once
 * @param jitter up to so much more, evenly spread
 * @param errorRate the part of the calls, 0 to 1, that are not done and answered with {@code errorStatus}
 * @param errorStatus 401 (as if the token were wrong) and 500 are answered by Telegram's JSON, any other from 501 as a proxy's
 *     HTML page
 * @param dropRate the part of the calls, 0 to 1, that are done but never answered
 * @param hang how long a dropped call hangs before its connection is cut
 * @param methods the Bot API methods concerned; empty: all
 * @param seed of the dice, so that a run can be repeated
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
    /** All is well. */
    public static final Faults NONE = new Faults(Duration.ZERO, Duration.ZERO, 0, 502, 0, Duration.ZERO, Set.of(), 1);

    public Faults {
        methods = Set.copyOf(methods);
        if (latency.isNegative() || jitter.isNegative() || hang.isNegative()) {
            throw new IllegalArgumentException("latency, jitter and hang are times of 0 or more");
        }
        if (!isPart(errorRate) || !isPart(dropRate)) {
            throw new IllegalArgumentException("errorRate and dropRate are parts, 0 to 1");
        }
        if (errorStatus != 401 && (errorStatus < 500 || errorStatus > 599)) {
            throw new IllegalArgumentException("errorStatus: 401, or 500 to 599, not " + errorStatus);
        }
    }

    private static boolean isPart(double rate) {
        return rate >= 0 && rate <= 1;
    }
}
