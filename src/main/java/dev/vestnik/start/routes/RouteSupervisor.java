package dev.vestnik.start.routes;

import dev.vestnik.ops.health.FailingLocalRoutes;
import dev.vestnik.ops.health.LocalRoutes;
import dev.vestnik.start.failure.RoutePlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
import org.apache.camel.model.FromDefinition;
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
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;

/**
 * Starts the local and source routes apart from the rest, after the shipped routes: a route whose broker does not answer is
 * tried again, less and less often, until it starts, and neither prevents nor delays the start of the service. The same holds for
 * the targets of these routes, which connect with their first message. Camel does not even get the local routes before it has started, since
 * one that it cannot build would stop it; those that need no broker follow at once, so that no caller misses them.
 */
@Order(RouteReferencesCheck.ORDER + 1)
public final class RouteSupervisor implements CamelContextConfiguration, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RouteSupervisor.class);
    private static final Set<String> AT_ONCE = Set.of("platform-http", "rest", "direct");
    private static final Set<String> SHIPPED_TARGETS = Set.of("telegram", "redis-streams", "spring-redis");

    /** A route starts at most so long after its broker is back. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Duration pause;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread starter = new Thread(task, "route-supervisor");
        starter.setDaemon(true);
        return starter;
    });
    private final ConcurrentMap<String, RouteDefinition> outside = new ConcurrentHashMap<>();
    private final Set<String> supervised = ConcurrentHashMap.newKeySet();
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Failure> failing = new ConcurrentHashMap<>();
    private volatile @Nullable CamelContext camel;
    private volatile boolean running;

    private record Failure(Instant since, int attempts, String cause, Instant next) {}

    /** @param pause between the first two attempts to start a route; it doubles with each, up to a minute */
    public RouteSupervisor(Clock clock, Duration pause) {
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        camel = context;
        ModelCamelContext model = (ModelCamelContext) context;
        for (RouteDefinition route : List.copyOf(model.getRouteDefinitions())) {
            hold(context, route);
            if (route.getResource() != null && LocalRoutes.isLocal(route.getResource())) {
                keepOutside(model, route);
            }
        }
        context.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> prepare(endpoint));
    }

    private void keepOutside(ModelCamelContext model, RouteDefinition route) {
        String id = route.idOrCreate(model.getCamelContextExtension().getContextPlugin(NodeIdFactory.class));
        remove(model, route);
        outside.put(id, route);
    }

    private static void remove(ModelCamelContext model, RouteDefinition route) {
        try {
            model.removeRouteDefinition(route);
        } catch (Exception e) {
            throw new IllegalStateException("The route " + route.getRouteId() + " cannot be removed", e);
        }
    }

    /**
     * Makes Camel not start the route, if it is one that starts apart from the rest.
     *
     * @return its id, for {@link #startHeld}; empty: the route starts with the rest
     */
    public Optional<String> hold(CamelContext context, RouteDefinition route) {
        if (LocalRoutes.isLocal(route.getResource())) {
            tickOneAtATime(route.getInput());
        }
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

    /** Otherwise a route that blocks would take all threads of the scheduler, also those of the shipped ticks. */
    private static void tickOneAtATime(FromDefinition from) {
        String uri = from.getEndpointUri();
        if (scheme(uri).equals("quartz") && !uri.contains("stateful=")) {
            from.setUri(uri + (uri.contains("?") ? "&" : "?") + "stateful=true");
        }
    }

    /** Starts a route that was held, in the background, until it runs. */
    public void startHeld(CamelContext context, String id) {
        schedule(context, id, Duration.ZERO);
    }

    /** Ends the attempts to start a route that is removed. */
    public void forget(String id) {
        outside.remove(id);
        supervised.remove(id);
        failing.remove(id);
        started.remove(id);
    }

    private static Endpoint prepare(Endpoint endpoint) {
        if (endpoint instanceof DefaultEndpoint own && !SHIPPED_TARGETS.contains(scheme(endpoint.getEndpointUri()))) {
            if (own.isRemote()) {
                own.setLazyStartProducer(mayStartLate(own));
            }
            if (own.getExceptionHandler() == null && !own.isBridgeErrorHandler()) {
                own.setExceptionHandler(new QuietExceptionHandler());
            }
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
        List.copyOf(outside.keySet()).stream()
                .filter(id -> !supervised.contains(id))
                .forEach(id -> start(context, id));
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
        if (!supervised.contains(id) && !outside.containsKey(id)) {
            return;
        }
        RouteDefinition missing = outside.get(id);
        try {
            if (missing != null) {
                ((ModelCamelContext) context).addRouteDefinition(missing);
                outside.remove(id);
            }
            if (supervised.contains(id)) {
                context.getRouteController().startRoute(id);
                started.add(id);
            }
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
            int attempts = before == null ? 1 : before.attempts() + 1;
            Duration wait = pause(pause, attempts);
            Instant now = clock.instant();
            failing.put(id, new Failure(before == null ? now : before.since(), attempts, cause, now.plus(wait)));
            if (before == null) {
                LOG.warn(
                        "The route {}{} does not start and is tried again in {} s, then less often, up to once in {} s: {}",
                        id,
                        missing == null ? "" : place(id, missing),
                        wait.toSeconds(),
                        LONGEST_PAUSE.toSeconds(),
                        cause);
            }
            if (missing != null && outside.containsKey(id)) {
                remove((ModelCamelContext) context, missing);
            } else {
                release(context, id);
            }
            schedule(context, id, wait);
        }
    }

    /** How long to wait after so many failed attempts. */
    static Duration pause(Duration first, int attempts) {
        Duration pause = first.multipliedBy(1L << Math.min(attempts - 1, 16));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static String place(String id, RouteDefinition route) {
        if (route.getResource() == null) {
            return "";
        }
        Path file = RoutePlaces.file(route.getResource());
        List<String> places = new RoutePlaces(() -> Files.isRegularFile(file) ? List.of(file) : List.of()).ofId(id);
        return places.isEmpty() ? "" : " (" + places.get(0) + ")";
    }

    /** Frees what the failed start has opened. */
    private static void release(CamelContext context, String id) {
        try {
            context.getRouteController().stopRoute(id);
        } catch (Exception e) {
            LOG.debug("The route {} did not stop after its failed start", id, e);
        }
    }

    static String cause(Throwable failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return URISupport.sanitizeUri(root.getClass().getSimpleName() + ": " + message);
    }

    /**
     * The supervised routes that do not run, with the cause, and the local ones that run and whose messages fail or get
     * stuck.
     */
    public Map<String, String> notRunning() {
        CamelContext context = camel;
        if (context == null || !context.isStarted()) {
            return Map.of();
        }
        Map<String, String> routes = new FailingLocalRoutes(clock).of(context);
        Set<String> all = new TreeSet<>(supervised);
        all.addAll(failing.keySet());
        for (String id : all) {
            Failure failure = failing.get(id);
            ServiceStatus status = context.getRouteController().getRouteStatus(id);
            if (failure != null) {
                routes.put(
                        id,
                        failure.cause() + ", since " + failure.since() + ", next attempt at "
                                + failure.next().truncatedTo(ChronoUnit.SECONDS));
            } else if (outside.containsKey(id)) {
                routes.put(id, "not started yet");
            } else if (status == null) {
                // Its precondition excludes it.
                continue;
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
