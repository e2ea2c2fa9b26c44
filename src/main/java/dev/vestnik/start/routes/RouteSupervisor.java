package dev.vestnik.start.routes;

import dev.vestnik.ops.health.LocalRoutes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Endpoint;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.annotation.Order;

/**
 * Starts the local and source routes apart from the rest, after the shipped routes: a route whose broker does not answer is
 * tried again until it starts, and neither prevents nor delays the start of the service. The same holds for the targets of
 * these routes, which connect with their first message. Routes over HTTP start with the rest, since they need no broker and
 * senders would take a 404 for final.
 */
@Order(RouteReferencesCheck.ORDER + 1)
public final class RouteSupervisor implements CamelContextConfiguration, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RouteSupervisor.class);
    private static final Set<String> AT_ONCE = Set.of("platform-http", "rest", "direct");
    private static final Set<String> SHIPPED_TARGETS = Set.of("telegram", "redis-streams", "spring-redis");

    private final Clock clock;
    private final Duration pause;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread starter = new Thread(task, "route-supervisor");
        starter.setDaemon(true);
        return starter;
    });
    private final Set<String> supervised = ConcurrentHashMap.newKeySet();
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Failure> failing = new ConcurrentHashMap<>();
    private volatile @Nullable CamelContext camel;
    private volatile boolean running;

    private record Failure(Instant since, String cause) {}

    /** @param pause between two attempts to start a route */
    public RouteSupervisor(Clock clock, Duration pause) {
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        camel = context;
        ((ModelCamelContext) context).getRouteDefinitions().forEach(route -> hold(context, route));
        context.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> connectLater(endpoint));
    }

    /**
     * Makes Camel not start the route, if it is one that starts apart from the rest.
     *
     * @return its id, for {@link #startHeld}; empty: the route starts with the rest
     */
    public Optional<String> hold(CamelContext context, RouteDefinition route) {
        if (!LocalRoutes.isLocalOrSource(route.getResource())
                || AT_ONCE.contains(scheme(route.getInput().getEndpointUri()))
                || Boolean.FALSE.equals(CamelContextHelper.parseBoolean(context, route.getAutoStartup()))) {
            return Optional.empty();
        }
        String id = route.idOrCreate(context.getCamelContextExtension().getContextPlugin(NodeIdFactory.class));
        route.setAutoStartup("false");
        supervised.add(id);
        return Optional.of(id);
    }

    /** Starts a route that was held, in the background, until it runs. */
    public void startHeld(CamelContext context, String id) {
        schedule(context, id, Duration.ZERO);
    }

    /** Ends the attempts to start a route that is removed. */
    public void forget(String id) {
        supervised.remove(id);
        failing.remove(id);
        started.remove(id);
    }

    private static Endpoint connectLater(Endpoint endpoint) {
        if (endpoint.isRemote()
                && endpoint instanceof DefaultEndpoint target
                && !SHIPPED_TARGETS.contains(scheme(endpoint.getEndpointUri()))) {
            target.setLazyStartProducer(mayStartLate(target));
        }
        return endpoint;
    }

    /** Camel 4.17 does not give its context to a producer that starts late, without which some cannot start. */
    private static boolean mayStartLate(Endpoint target) {
        try {
            return !(target.createProducer() instanceof CamelContextAware);
        } catch (Exception e) {
            return false;
        }
    }

    private static String scheme(String uri) {
        return uri.split(":", 2)[0];
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        supervised.forEach(id -> startHeld(context, id));
    }

    private void schedule(CamelContext context, String id, Duration after) {
        try {
            var unused = thread.schedule(() -> start(context, id), after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("The route {} is not started any more", id);
        }
    }

    private void start(CamelContext context, String id) {
        if (!supervised.contains(id)) {
            return;
        }
        try {
            context.getRouteController().startRoute(id);
            started.add(id);
            Failure before = failing.remove(id);
            if (before != null) {
                LOG.info(
                        "The route {} has started, {} s after its first attempt",
                        id,
                        Duration.between(before.since(), clock.instant()).toSeconds());
            }
        } catch (Exception | LinkageError failure) {
            String cause = cause(failure);
            Failure before = failing.get(id);
            failing.put(id, new Failure(before == null ? clock.instant() : before.since(), cause));
            if (before == null) {
                LOG.warn("The route {} does not start and is tried again every {} s: {}", id, pause.toSeconds(), cause);
            }
            release(context, id);
            schedule(context, id, pause);
        }
    }

    /** Frees what the failed start has opened. */
    private static void release(CamelContext context, String id) {
        try {
            context.getRouteController().stopRoute(id);
        } catch (Exception e) {
            LOG.debug("The route {} did not stop after its failed start", id, e);
        }
    }

    private static String cause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return URISupport.sanitizeUri(root.getClass().getSimpleName() + ": " + message);
    }

    /** The supervised routes that do not run, with the cause. */
    public Map<String, String> notRunning() {
        CamelContext context = camel;
        Map<String, String> routes = new TreeMap<>();
        if (context == null || !context.isStarted()) {
            return routes;
        }
        for (String id : supervised) {
            Failure failure = failing.get(id);
            ServiceStatus status = context.getRouteController().getRouteStatus(id);
            if (status == null) {
                // Its precondition excludes it.
                continue;
            }
            if (failure != null) {
                routes.put(id, failure.cause() + ", since " + failure.since());
            } else if (!status.isStarted()) {
                routes.put(id, started.contains(id) ? "stopped" : "not started yet");
            }
        }
        return routes;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before all others, since a start that waits for its broker would delay the stop of Camel. */
    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
