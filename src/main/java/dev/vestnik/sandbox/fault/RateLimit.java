package dev.vestnik.sandbox.fault;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of calls per unit of time, of which {@code burst} may come at once.
 *
 * @param permits 0: no limit
 */
public record RateLimit(int permits, Duration per, int burst) {
    /** No limit. */
    public static final RateLimit UNLIMITED = new RateLimit(0, Duration.ofSeconds(1), 1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/([smh])");

    public RateLimit {
        if (permits < 0 || burst < 1 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException("a rate limit needs permits from 0, a burst from 1 and a time above 0");
        }
    }

    /** Reads {@code 30/s}, {@code 20/m}, {@code 100/h} or {@code unlimited}. */
    public static RateLimit parse(String rate, int burst) {
        if (rate.equals("unlimited")) {
            return UNLIMITED;
        }
        Matcher form = FORM.matcher(rate);
        if (!form.matches() || Integer.parseInt(form.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "pace: \"" + rate + "\" is neither a number per s, m or h, such as 20/m, nor unlimited");
        }
        Duration unit =
                switch (form.group(2)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    default -> Duration.ofHours(1);
                };
        return new RateLimit(Integer.parseInt(form.group(1)), unit, burst);
    }

    /** As {@link #parse} reads it. */
    public String text() {
        if (permits == 0) {
            return "unlimited";
        }
        return permits + "/" + (per.toHours() == 1 ? "h" : per.toMinutes() == 1 ? "m" : "s");
    }
}
