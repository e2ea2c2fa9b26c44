package dev.vestnik.incident.escalation;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whom Vestnik tells again about an incident that nobody takes, and when.
 *
 * @param steps in their order; empty: nobody
 * @param repeat the pause before each repetition of the last step
 * @param ownerReminder how long after the last report of its owner the owner is asked; 0: never
 */
public record EscalationPolicy(List<Step> steps, Duration repeat, Duration ownerReminder)
        implements EscalationPolicies {
    /** Nothing is escalated. */
    public static final EscalationPolicy NONE = new EscalationPolicy(List.of(), Duration.ofDays(1), Duration.ZERO);

    /** @throws IllegalArgumentException with a sentence, if the times do not grow */
    public EscalationPolicy {
        steps = List.copyOf(steps);
        Duration before = Duration.ZERO;
        for (Step step : steps) {
            if (step.after().compareTo(before) <= 0) {
                throw new IllegalArgumentException("a step comes after " + step.after()
                        + ", but must come later than the step before it, which comes after " + before);
            }
            before = step.after();
        }
        if (ownerReminder.isNegative()) {
            throw new IllegalArgumentException(
                    "the pause before an owner is asked is " + ownerReminder + ", but must be 0 or more");
        }
        if (repeat.toMillis() <= 0) {
            throw new IllegalArgumentException("the pause between repetitions is " + repeat + ", but must be above 0");
        }
    }

    /** With the default pause before an owner is asked. */
    public EscalationPolicy(List<Step> steps, Duration repeat) {
        this(steps, repeat, Duration.ofHours(1));
    }

    /**
     * One step.
     *
     * @param after how long after the opening of the incident, or its last worsening
     */
    public record Step(Duration after, Target to) {}

    /** Whom a step tells. */
    public enum Target {
        /** Those whom the event itself would be sent to now. */
        SAME,
        /** Everybody who is responsible for the area, on duty or not. */
        AREA,
        /** All administrators. */
        ADMINISTRATORS,
        /** No person: an entry of the stream {@code escalated}, for a route of one's own. */
        ROUTE;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** E.g. {@code administrators}. */
        public String label() {
            return label;
        }
    }

    /** The same for every area. */
    @Override
    public EscalationPolicy of(@Nullable String area) {
        return this;
    }

    @Override
    public boolean isOwn(@Nullable String area) {
        return false;
    }

    @Override
    public Map<String, List<Long>> allPauses() {
        return Map.of("", pauses());
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** @param step counted from 1; after the last step it is repeated */
    public Target target(int step) {
        return steps.get(Math.min(step, steps.size()) - 1).to();
    }

    /** How long after the step before it this step comes. */
    public Duration pauseBefore(int step) {
        if (step > steps.size()) {
            return repeat;
        }
        Duration after = steps.get(step - 1).after();
        return step == 1 ? after : after.minus(steps.get(step - 2).after());
    }

    /** The pauses before each step and before a repetition of the last one, in milliseconds. */
    public List<Long> pauses() {
        return steps.isEmpty()
                ? List.of()
                : IntStream.rangeClosed(1, steps.size() + 1)
                        .mapToObj(step -> pauseBefore(step).toMillis())
                        .toList();
    }
}
