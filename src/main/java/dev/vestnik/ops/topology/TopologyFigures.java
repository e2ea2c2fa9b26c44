package dev.vestnik.ops.topology;

import dev.vestnik.ops.topology.Topology.Arrow;
import dev.vestnik.ops.topology.TopologySvg.Label;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedPerformanceCounterMBean;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the arrows in this process, from Camel's JMX counters: how many exchanges a minute, how many failed, and what
 * waits in a stream. The rate is that since the last look, if it was at least five seconds and at most ten minutes ago, else
 * that since the start.
 */
final class TopologyFigures {
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Less is shown as nothing. */
    private static final double SMALLEST = 0.05;

    private final MeterRegistry registry;
    private final Clock clock;
    private Map<Arrow, Long> before = Map.of();
    private @Nullable Instant last;

    private record Count(long total, long failed) {
        private static Count of(@Nullable ManagedPerformanceCounterMBean counter) throws Exception {
            return counter == null
                    ? new Count(0, 0)
                    : new Count(counter.getExchangesTotal(), counter.getExchangesFailed());
        }

        private Count plus(Count other) {
            return new Count(total + other.total, failed + other.failed);
        }
    }

    TopologyFigures(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** What stands on each arrow now. */
    synchronized Map<Arrow, Label> look(Topology topology, CamelContext context) {
        ManagedCamelContext managed = context.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        if (managed == null) {
            return Map.of();
        }
        Instant now = clock.instant();
        Duration since = last == null ? Duration.ZERO : Duration.between(last, now);
        boolean recent = since.compareTo(SHORTEST) >= 0 && since.compareTo(LONGEST) <= 0;
        Duration period = recent ? since : context.getUptime();
        Map<Arrow, Long> totals = new HashMap<>();
        Map<Arrow, Label> labels = new HashMap<>();
        for (Arrow arrow : topology.arrows()) {
            Count count = count(managed, arrow);
            totals.put(arrow, count.total());
            long passed = recent ? count.total() - before.getOrDefault(arrow, 0L) : count.total();
            labels.put(arrow, label(arrow, count, passed, period));
        }
        if (last == null || since.compareTo(SHORTEST) >= 0) {
            before = totals;
            last = now;
        }
        return labels;
    }

    private Label label(Arrow arrow, Count count, long passed, Duration period) {
        StringBuilder text = new StringBuilder();
        double minutes = Math.max(period.toMillis(), 1000) / 60_000.0;
        double rate = passed / minutes;
        if (rate >= SMALLEST) {
            text.append(String.format(Locale.ROOT, rate < 10 ? "%.1f/min" : "%.0f/min", rate));
        }
        double waiting = waiting(arrow);
        if (waiting > 0) {
            text.append(text.isEmpty() ? "" : " · ").append(String.format(Locale.ROOT, "%.0f waiting", waiting));
        }
        if (count.failed() > 0) {
            text.append(text.isEmpty() ? "" : " · ").append(count.failed()).append(" failed");
        }
        return new Label(text.toString(), count.failed() > 0);
    }

    private static Count count(ManagedCamelContext managed, Arrow arrow) {
        try {
            if (arrow.steps().isEmpty()) {
                return Count.of(managed.getManagedRoute(arrow.to()));
            }
            Count sum = new Count(0, 0);
            for (String step : arrow.steps()) {
                sum = sum.plus(Count.of(managed.getManagedProcessor(step)));
            }
            return sum;
        } catch (Exception removed) {
            return new Count(0, 0);
        }
    }

    /** What the consumer that is this route has not taken yet: entries of a stream, or keys with entries. */
    private double waiting(Arrow arrow) {
        if (!arrow.steps().isEmpty()) {
            return 0;
        }
        double waiting = 0;
        for (String name : new String[] {"redis.streams.lag", "redis.streams.keys"}) {
            for (Gauge gauge : registry.find(name).tag("routeId", arrow.to()).gauges()) {
                waiting = Math.max(waiting, Double.isNaN(gauge.value()) ? 0 : gauge.value());
            }
        }
        return waiting;
    }
}
