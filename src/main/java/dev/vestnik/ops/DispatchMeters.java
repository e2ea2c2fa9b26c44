package dev.vestnik.ops;

import dev.vestnik.dispatch.DispatchCounters;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.event.Rejection;
import dev.vestnik.incident.escalation.EscalationPolicy.Target;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The counters of dispatch as meters: {@code vestnik.dispatch.events} by {@code outcome}, {@code
 * vestnik.dispatch.rejected} by {@code reason}, {@code vestnik.dispatch.missed}, and {@code vestnik.escalations} by
 * {@code to}. All are there from the start, with 0.
 */
public final class DispatchMeters implements DispatchCounters {
    private final Map<DispatchOutcome.Kind, Counter> outcomes = new EnumMap<>(DispatchOutcome.Kind.class);
    private final Map<Rejection.Reason, Counter> reasons = new EnumMap<>(Rejection.Reason.class);
    private final Map<Target, Counter> escalated = new EnumMap<>(Target.class);
    private final Counter missed;

    public DispatchMeters(MeterRegistry registry) {
        for (DispatchOutcome.Kind kind : DispatchOutcome.Kind.values()) {
            outcomes.put(
                    kind,
                    Counter.builder("vestnik.dispatch.events")
                            .description("Entries of the stream of events by what became of them")
                            .tag("outcome", kind.label())
                            .register(registry));
        }
        missed = Counter.builder("vestnik.dispatch.missed")
                .description(
                        "Events of a status that wakes that reached nobody; they are sent as soon as somebody is reachable")
                .register(registry);
        for (Target target : Target.values()) {
            escalated.put(
                    target,
                    Counter.builder("vestnik.escalations")
                            .description("Steps of escalations, by whom they told about an incident that nobody took")
                            .tag("to", target.label())
                            .register(registry));
        }
        for (Rejection.Reason reason : Rejection.Reason.values()) {
            reasons.put(
                    reason,
                    Counter.builder("vestnik.dispatch.rejected")
                            .description("Rejected entries of the stream of events, by reason")
                            .tag("reason", reason.label())
                            .register(registry));
        }
    }

    @Override
    public void dispatched(DispatchOutcome outcome) {
        Objects.requireNonNull(outcomes.get(outcome.kind())).increment();
    }

    @Override
    public void missed() {
        missed.increment();
    }

    @Override
    public void escalated(Target target) {
        Objects.requireNonNull(escalated.get(target)).increment();
    }

    @Override
    public void rejected(Rejection.Reason reason) {
        Objects.requireNonNull(reasons.get(reason)).increment();
    }
}
