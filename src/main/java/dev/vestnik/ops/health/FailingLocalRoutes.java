package dev.vestnik.ops.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.jspecify.annotations.Nullable;

/** The local routes that run, but whose messages fail or get stuck. Nothing without JMX, which counts the messages. */
public final class FailingLocalRoutes {
    /** Fewer failures may be those of single messages. */
    private static final int FAILURES = 3;

    private static final Duration STUCK = Duration.ofMinutes(1);

    private final Clock clock;

    public FailingLocalRoutes(Clock clock) {
        this.clock = clock;
    }

    /** What is wrong, by the id of the route. */
    public Map<String, String> of(CamelContext camel) {
        Map<String, String> failing = new TreeMap<>();
        ManagedCamelContext managed = camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        if (managed == null) {
            return failing;
        }
        for (Route route : camel.getRoutes()) {
            ManagedRouteMBean figures =
                    LocalRoutes.isLocal(route.getSourceResource()) ? managed.getManagedRoute(route.getRouteId()) : null;
            String what = figures == null ? null : what(figures);
            if (what != null) {
                failing.put(route.getRouteId(), what);
            }
        }
        return failing;
    }

    private @Nullable String what(ManagedRouteMBean figures) {
        Instant begun = instant(figures.getLastExchangeCreatedTimestamp());
        Instant failed = instant(figures.getLastExchangeFailureTimestamp());
        Instant done = instant(figures.getLastExchangeCompletedTimestamp());
        if (figures.getExchangesInflight() > 0
                && latest(latest(begun, failed), done).plus(STUCK).isBefore(clock.instant())) {
            return "stuck: " + figures.getExchangesInflight() + " messages in work, the last one since " + begun;
        }
        return figures.getExchangesFailed() >= FAILURES && failed.isAfter(done)
                ? "its messages fail, the last one at " + failed + "; the log says why"
                : null;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant instant(@Nullable Date date) {
        return date == null ? Instant.EPOCH : date.toInstant();
    }
}
