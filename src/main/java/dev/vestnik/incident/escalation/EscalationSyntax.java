package dev.vestnik.incident.escalation;

import dev.vestnik.incident.escalation.EscalationPolicy.Step;
import dev.vestnik.incident.escalation.EscalationPolicy.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the steps of an escalation as people write them, e.g. {@code 5m same, 10m area, 15m administrators}. */
public final class EscalationSyntax {
    private static final String NOTHING = "none";

    private static final Pattern STEP =
            Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)\\s+(same|area|administrators|route)");

    private EscalationSyntax() {}

    /**
     * Several steps, separated by commas, semicolons or vertical bars; {@code none}: no steps.
     *
     * @throws IllegalArgumentException with a sentence that names the step and what would be right
     */
    public static List<Step> steps(String text) {
        return text.strip().equalsIgnoreCase(NOTHING)
                ? List.of()
                : Stream.of(text.split("[,;|]")).map(EscalationSyntax::step).toList();
    }

    /** @throws IllegalArgumentException with a sentence that names the step and what would be right */
    public static Step step(String text) {
        Matcher step = STEP.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!step.matches()) {
            throw new IllegalArgumentException(
                    "the step '" + text.strip()
                            + "' must be a time and whom to tell then, such as 5m same, 10m area, 15m administrators or 30m route");
        }
        return new Step(
                time(Long.parseLong(step.group(1)), step.group(2)),
                Target.valueOf(step.group(3).toUpperCase(Locale.ROOT)));
    }

    private static Duration time(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
