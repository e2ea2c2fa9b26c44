package dev.vestnik.config.whatif;

import dev.vestnik.bot.duty.DutyTimes;
import dev.vestnik.bot.incident.IncidentNews;
import dev.vestnik.bot.silence.SilenceNews;
import dev.vestnik.component.redisstreams.RedisStreamsConstants;
import dev.vestnik.dispatch.DispatchCounters;
import dev.vestnik.dispatch.DispatchOutcome;
import dev.vestnik.dispatch.EventStreamEntry;
import dev.vestnik.dispatch.EventStreamEntry.Raw;
import dev.vestnik.event.Rejection;
import dev.vestnik.flow.DispatchSteps;
import dev.vestnik.incident.Acts;
import dev.vestnik.incident.escalation.EscalationPolicy.Target;
import dev.vestnik.start.check.OfflineRoutes;
import dev.vestnik.start.failure.RouteFailureLocator;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.routes.RouteFilesCheck;
import dev.vestnik.text.AreaNames;
import dev.vestnik.text.Languages;
import dev.vestnik.text.StatusNames;
import dev.vestnik.whatif.BatchReplay;
import dev.vestnik.whatif.DispatchReplay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * Replays events through the route {@code event-dispatch} of a folder, with the {@code direct:} routes of the folder that it
 * calls. The route gets the events of a batch in the place of its source; whatever it sends to other components goes nowhere.
 */
final class RouteReplay implements BatchReplay, AutoCloseable {
    private static final String ROUTE = "event-dispatch";
    private static final String SUFFIX = ".camel.yaml";

    /** It says how the stream delivers again what has failed, which a replay does not. */
    private static final String ERRORS = "errors.camel.yaml";

    private static final String SOURCE = "redis-streams:events";
    private static final String DIRECT = "direct:";
    private static final String EVENTS = "direct:what-if-events";

    /** All others would reach outside of the replay. */
    private static final Set<String> CALLED =
            Set.of("direct", "bean", "class", "language", "log", "jslt", "validator", "json-validator", "dataformat");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<DispatchOutcome> outcomes = new ArrayList<>();
    private final ProducerTemplate events;
    private @Nullable String failure;

    /**
     * @param folder has files without faults
     * @param replay dispatches the events that reach the step of the route
     * @throws StartRefusedException with a sentence, if the folder has no such route, or it needs what a replay has not
     */
    RouteReplay(Path folder, OfflineRoutes routes, DispatchReplay replay, String language) {
        context.disableJMX();
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        context.getCamelContextExtension().setName("what-if");
        routes.addPlaceholders(context);
        ComponentResolver camel = PluginHelper.getComponentResolver(context);
        context.getCamelContextExtension()
                .addContextPlugin(
                        ComponentResolver.class,
                        (name, any) ->
                                CALLED.contains(name) ? camel.resolveComponent(name, any) : new UnsentComponent());
        context.getCamelContextExtension().registerEndpointCallback(RouteReplay::withoutOthers);
        context.getRegistry().bind("dispatchSteps", steps(replay, new Languages(language)));
        try {
            add(folder);
            context.start();
        } catch (Exception | LinkageError failed) {
            context.stop();
            throw failed instanceof StartRefusedException refused
                    ? refused
                    : new StartRefusedException("The route " + ROUTE + " of " + folder + " cannot be replayed, where "
                            + "dispatchSteps is the only bean of Vestnik: " + reason(failed));
        }
        events = context.createProducerTemplate();
    }

    /** Of a {@code direct:} route that is not replayed, a call does nothing. */
    private static Endpoint withoutOthers(String uri, Endpoint endpoint) {
        if (endpoint instanceof DirectEndpoint direct) {
            direct.setBlock(false);
            direct.setFailIfNoConsumers(false);
        }
        return endpoint;
    }

    private DispatchSteps steps(DispatchReplay replay, Languages languages) {
        return new DispatchSteps(
                replay.dispatcher(),
                new Outcomes(),
                replay.incidents(),
                new IncidentNews(replay.users(), languages),
                new SilenceNews(
                        replay.users(),
                        languages,
                        new AreaNames(replay.directories()),
                        new StatusNames(replay.statuses()),
                        new DutyTimes(ZoneOffset.UTC, replay.clock())),
                Acts.NONE,
                replay.clock());
    }

    private void add(Path folder) throws Exception {
        RouteFilesCheck.loaded(folder).stream()
                .filter(file -> !file.endsWith(ERRORS))
                .forEach(this::load);
        List<RouteDefinition> all = List.copyOf(context.getRouteDefinitions());
        RouteDefinition dispatch = all.stream()
                .filter(route -> ROUTE.equals(route.getRouteId()))
                .filter(route -> source(route).split("[?]", 2)[0].equals(SOURCE))
                .findFirst()
                .orElseThrow(() -> new StartRefusedException("There is no route " + ROUTE + " from " + SOURCE + " in "
                        + folder + ", through which the events would go: copy "
                        + OfflineRoutes.ROUTES.resolve(ROUTE + SUFFIX)
                        + " into it, and change it there."));
        Collection<RouteDefinition> called = calledBy(dispatch, all);
        for (RouteDefinition route : all) {
            if (!called.contains(route)) {
                context.removeRouteDefinition(route);
            }
        }
        dispatch.getInput().setUri(EVENTS);
    }

    /** As at a start, a file that has a fault is left out, but not that of the route. */
    private void load(Path file) {
        try {
            for (RoutesBuilder builder : PluginHelper.getRoutesLoader(context)
                    .findRoutesBuilders(ResourceHelper.resolveResource(context, "file:" + file))) {
                context.addRoutes(builder);
            }
        } catch (Exception | LinkageError faulty) {
            if (file.endsWith(ROUTE + SUFFIX)) {
                throw new StartRefusedException(
                        RouteFailureLocator.faultOf(file, faulty).text());
            }
        }
    }

    private static String source(RouteDefinition route) {
        return route.getInput().getEndpointUri().replace("://", ":");
    }

    private static Collection<RouteDefinition> calledBy(RouteDefinition dispatch, List<RouteDefinition> all) {
        Set<RouteDefinition> called = new HashSet<>(Set.of(dispatch));
        boolean more = true;
        while (more) {
            Set<String> targets = new HashSet<>();
            called.forEach(route -> targets(route).forEach(targets::add));
            more = called.addAll(all.stream()
                    .filter(route -> source(route).startsWith(DIRECT) && targets.contains(source(route)))
                    .toList());
        }
        return called;
    }

    private static Stream<String> targets(RouteDefinition route) {
        return Stream.concat(
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SendDefinition.class).stream()
                        .map(SendDefinition::getEndpointUri),
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class).stream()
                        .map(ToDynamicDefinition::getUri));
    }

    @Override
    public Result replay(List<Raw> batch) {
        outcomes.clear();
        ReplaySettlement settlement =
                new ReplaySettlement(batch.stream().map(Raw::ref).toList());
        Exchange done = events.send(EVENTS, exchange -> {
            exchange.setProperty(RedisStreamsConstants.SETTLEMENT, settlement);
            exchange.getMessage()
                    .setBody(batch.stream().map(raw -> message(exchange, raw)).toList());
        });
        if (done.getException() != null) {
            failure = failure == null ? reason(done.getException()) : failure;
            throw new FailedException(done.getException());
        }
        return new Result(outcomes, settlement.chats(), settlement.writes());
    }

    /** Why the first event failed that did; null: none. */
    @Nullable
    String failure() {
        return failure;
    }

    /** As the consumer of the stream gives it to the route. */
    private static Message message(Exchange exchange, Raw raw) {
        Message message = new DefaultMessage(exchange);
        message.setHeader(RedisStreamsConstants.ID, raw.ref());
        message.setHeader(RedisStreamsConstants.DELIVERIES, 1);
        message.setBody(
                raw.route().equals(EventStreamEntry.INBOX)
                        ? raw.bytes()
                        : Map.of("body", new String(raw.bytes(), StandardCharsets.UTF_8), "route", raw.route()));
        return message;
    }

    private static String reason(Throwable failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }

    @Override
    public void close() {
        context.stop();
    }

    private final class Outcomes implements DispatchCounters {
        @Override
        public void dispatched(DispatchOutcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void missed() {}

        @Override
        public void escalated(Target target) {}

        @Override
        public void rejected(Rejection.Reason reason) {}
    }
}
