package dev.vestnik.component.redisstreams;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rate limit: {@code permits} per {@code per}, evenly spaced, of which {@code burst} may come at once after a pause. The
 * generic cell rate algorithm, https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm.
 *
 * @param permits at least 1; 0 means unlimited
 * @param per the time that the permits are for
 * @param burst how many may come at once, at least 1
 */
public record Rate(int permits, Duration per, int burst) {
    /** No limit. */
    public static final Rate UNLIMITED = new Rate(0, Duration.ofSeconds(1), 1);

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})/(s|m|h)(?:,([1-9]\\d{0,5}))?");
    private static final Map<String, Duration> UNITS =
            Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

    public Rate {
        if (permits < 0 || burst < 1 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException(
                    "A rate has at least 0 permits, a positive time and a burst of at least 1, not " + permits + " per "
                            + per + ", burst " + burst);
        }
    }

    /**
     * Reads {@code 30/s}, {@code 20/m}, {@code 100/h}, each optionally with its burst as in {@code 1/s,3}, or
     * {@code unlimited}. Without a burst it is 1.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Rate parse(String text) {
        String trimmed = text.trim();
        if (trimmed.equals("unlimited")) {
            return UNLIMITED;
        }
        Matcher written = WRITTEN.matcher(trimmed);
        if (!written.matches() || Integer.parseInt(written.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "Not a rate: '" + text + "'. Right are 30/s, 20/m, 100/h, 1/s,3 (with a burst of 3) or unlimited");
        }
        String burst = written.group(3);
        return new Rate(
                Integer.parseInt(written.group(1)),
                UNITS.getOrDefault(written.group(2), Duration.ofSeconds(1)),
                burst == null ? 1 : Integer.parseInt(burst));
    }

    public Rate withBurst(int burst) {
        return new Rate(permits, per, burst);
    }

    public boolean unlimited() {
        return permits == 0;
    }

    /** Milliseconds between two permits; 0 if unlimited. */
    public double interval() {
        return unlimited() ? 0 : per.toNanos() / 1e6 / permits;
    }

    /** How many milliseconds earlier than evenly spaced a permit may be taken. */
    public double tolerance() {
        return interval() * (burst - 1);
    }
}
