package dev.vestnik.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Meters of each route, under the names and tags of camel-micrometer: {@code camel.exchanges.total}, {@code
 * camel.exchanges.failed} and the time {@code camel.route.policy}. The values are read from Camel's JMX counters when a
 * scrape asks for them, and the meters of a removed route are removed.
 */
public final class RouteMeters extends LifecycleStrategySupport {
    private final MeterRegistry registry;
    private final Map<Route, List<Meter>> meters = new ConcurrentHashMap<>();

    public RouteMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        routes.forEach(route -> meters.computeIfAbsent(route, this::register));
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(route -> {
            List<Meter> gone = meters.remove(route);
            if (gone != null) {
                gone.forEach(registry::remove);
            }
        });
    }

    private List<Meter> register(Route route) {
        Tags tags = Tags.of(
                "camelContext",
                route.getCamelContext().getName(),
                "kind",
                "CamelRoute",
                "routeId",
                route.getRouteId(),
                "eventType",
                "route");
        return List.of(
                FunctionCounter.builder(
                                "camel.exchanges.total", route, it -> read(it, ManagedRouteMBean::getExchangesTotal))
                        .description("Exchanges of the route that have ended")
                        .tags(tags)
                        .register(registry),
                FunctionCounter.builder(
                                "camel.exchanges.failed", route, it -> read(it, ManagedRouteMBean::getExchangesFailed))
                        .description("Of these, failed")
                        .tags(tags)
                        .register(registry),
                FunctionTimer.builder(
                                "camel.route.policy",
                                route,
                                it -> read(it, ManagedRouteMBean::getExchangesTotal),
                                it -> read(it, ManagedRouteMBean::getTotalProcessingTime),
                                TimeUnit.MILLISECONDS)
                        .description("How long the exchanges of the route took")
                        .tags(tags)
                        .register(registry));
    }

    /** 0 if JMX is switched off. */
    private static long read(Route route, ToLongFunction<ManagedRouteMBean> figure) {
        ManagedCamelContext managed =
                route.getCamelContext().getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        ManagedRouteMBean bean = managed == null ? null : managed.getManagedRoute(route.getRouteId());
        return bean == null ? 0 : figure.applyAsLong(bean);
    }
}
