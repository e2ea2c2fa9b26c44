package dev.vestnik.start.routes;

import dev.vestnik.ops.health.LocalRoutes;
import dev.vestnik.source.MessageSource;
import dev.vestnik.source.MessageSources;
import dev.vestnik.source.SourceCounters;
import dev.vestnik.source.SourceSettings;
import dev.vestnik.source.WebhookSource;
import dev.vestnik.source.WebhookSources;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.RouteFileFaults;
import dev.vestnik.start.failure.RoutePlaces;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.settings.NearestName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;

/**
 * Brings the routes of the templates {@code vestnik-webhook} and {@code vestnik-messages} together with the settings of their
 * sources, before Camel builds them, at the start and when a route file changes: a source that is off has no route, so that it
 * costs nothing; the others get the path or the port of their settings. Checks their tokens, senders, paths and mappings.
 */
@Order(SourceRoutes.ORDER)
public final class SourceRoutes implements CamelContextConfiguration {
    /** Before what looks at the routes that are left. */
    static final int ORDER = RouteReferencesCheck.ORDER - 1;

    private final SourceRules rules;
    private final boolean producer;
    private final SourceMappings mappings;
    private final WebhookSources webhooks;
    private final MessageSources messages;
    private final SourceCounters counters;
    private final RouteFileFaults faults;

    /**
     * @param settings by the name of the source
     * @param producer whether this process accepts events
     * @param mappings are read only if their source is on
     * @param faults gets those of local files
     */
    public SourceRoutes(
            Map<String, SourceSettings> settings,
            boolean producer,
            SourceMappings mappings,
            WebhookSources webhooks,
            MessageSources messages,
            SourceCounters counters,
            RouteFileFaults faults,
            Clock clock) {
        this.rules = new SourceRules(settings, clock);
        this.producer = producer;
        this.mappings = mappings;
        this.webhooks = webhooks;
        this.messages = messages;
        this.counters = counters;
        this.faults = faults;
    }

    public SourceMappings mappings() {
        return mappings;
    }

    /**
     * Leaves out the routes of local files that have a fault.
     *
     * @throws StartRefusedException for the first fault of another file
     */
    @Override
    public void beforeApplicationStart(CamelContext context) {
        ModelCamelContext model = (ModelCamelContext) context;
        Map<String, Boolean> names = new HashMap<>();
        for (RouteDefinition route : List.copyOf(model.getRouteDefinitions())) {
            try {
                begin(model, route, names);
            } catch (StartRefusedException fault) {
                if (route.getResource() == null || !LocalRoutes.isLocal(route.getResource())) {
                    throw fault;
                }
                remove(model, route);
                faults.leaveOut(route, String.valueOf(fault.getMessage()));
            }
        }
        missing(names.keySet()).forEach(sentence -> {
            throw new StartRefusedException(sentence);
        });
    }

    @Override
    public void afterApplicationStart(CamelContext context) {}

    /** @param names the sources so far, and whether their routes are over HTTP */
    private void begin(ModelCamelContext model, RouteDefinition route, Map<String, Boolean> names) {
        Map<String, Object> parameters = route.getTemplateParameters();
        if (!SourceMappings.isSource(parameters)) {
            return;
        }
        SourceRules.checkParameters(route.getRouteId(), parameters);
        String name = name(parameters);
        boolean http = isHttp(parameters);
        Boolean before = names.putIfAbsent(name, http);
        // Messages of one source may come in several ways, as those of syslog.
        if (before != null && (http || before && rules.isOn(name))) {
            throw new StartRefusedException("Two routes are the source " + name + ": give each a name of its own.");
        }
        configure(model, route);
        if (!producer || !rules.isOn(name)) {
            remove(model, route);
        }
    }

    private static boolean isHttp(Map<String, Object> parameters) {
        return parameters.containsKey(SourceParameters.TOKEN_PLACE);
    }

    private static String name(Map<String, Object> parameters) {
        return String.valueOf(parameters.get(SourceParameters.NAME));
    }

    private static void remove(ModelCamelContext model, RouteDefinition route) {
        try {
            model.removeRouteDefinition(route);
        } catch (Exception e) {
            throw new IllegalStateException("The route " + route.getRouteId() + " cannot be removed", e);
        }
    }

    /** Whether a route of this template has no place in this process, because its source is off. */
    public boolean isOff(ModelCamelContext model, @Nullable String template, @Nullable String name) {
        RouteTemplateDefinition definition = template == null ? null : model.getRouteTemplateDefinition(template);
        return definition != null
                && definition.getTemplateParameters().stream()
                        .anyMatch(parameter -> SourceParameters.TOKEN_PLACE.equals(parameter.getName())
                                || SourceParameters.SENDERS.equals(parameter.getName()))
                && !(producer && rules.isOn(String.valueOf(name)));
    }

    /**
     * Gives the route of a source that is on what the settings say, and lets its requests or messages in. Other routes stay as
     * they are. Camel must not have built it yet.
     *
     * @throws StartRefusedException if the settings and the route do not fit together, or the mapping cannot be read
     */
    public void configure(CamelContext context, RouteDefinition route) {
        Map<String, Object> parameters = route.getTemplateParameters();
        if (!SourceMappings.isSource(parameters) || !rules.isOn(name(parameters))) {
            return;
        }
        mappings.fault(context, route).ifPresent(fault -> {
            throw new StartRefusedException(fault.text());
        });
        String name = name(parameters);
        if (isHttp(parameters)) {
            WebhookSource webhook = rules.webhook(name, parameters, webhooks.all());
            // Camel reads the parameters when it builds the route.
            parameters.put("path", webhook.path());
            if (producer) {
                webhooks.put(webhook);
            }
        } else {
            MessageSource source = rules.message(name, parameters);
            if (producer) {
                messages.put(source);
            }
            Integer port = rules.settings(name).port();
            if (port != null) {
                parameters.put("port", String.valueOf(port));
            }
        }
        if (producer) {
            counters.begin(name);
        }
    }

    /** A route has been removed: lets nothing in for its source any more, if no other route of it is left. */
    public void removed(ModelCamelContext model, RouteDefinition route) {
        if (!SourceMappings.isSource(route.getTemplateParameters())) {
            return;
        }
        String name = name(route.getTemplateParameters());
        if (names(model.getRouteDefinitions()).contains(name)) {
            return;
        }
        webhooks.remove(name);
        messages.remove(name);
    }

    /** The names of the sources of these routes. */
    public static Set<String> names(List<RouteDefinition> routes) {
        Set<String> names = new TreeSet<>();
        routes.stream()
                .map(RouteDefinition::getTemplateParameters)
                .filter(SourceMappings::isSource)
                .forEach(parameters -> names.add(name(parameters)));
        return names;
    }

    /**
     * Where the routes of sources that are on do not fit the settings.
     *
     * @param before those that are in force, or are to be looked at first
     * @param changed those whose faults are wanted
     */
    public List<RouteFault> faults(List<RouteDefinition> before, List<RouteDefinition> changed, RoutePlaces places) {
        List<WebhookSource> overHttp = new ArrayList<>();
        before.forEach(route -> check(route, overHttp, places));
        return changed.stream()
                .flatMap(route -> check(route, overHttp, places).stream())
                .toList();
    }

    private List<RouteFault> check(RouteDefinition route, List<WebhookSource> overHttp, RoutePlaces places) {
        Map<String, Object> parameters = route.getTemplateParameters();
        if (!SourceMappings.isSource(parameters) || !rules.isOn(name(parameters))) {
            return List.of();
        }
        try {
            SourceRules.checkParameters(route.getRouteId(), parameters);
            if (isHttp(parameters)) {
                overHttp.add(rules.webhook(name(parameters), parameters, overHttp));
            } else {
                rules.message(name(parameters), parameters);
            }
            return List.of();
        } catch (StartRefusedException fault) {
            return List.of(places.fault(String.valueOf(route.getRouteId()), String.valueOf(fault.getMessage())));
        }
    }

    /**
     * A sentence for each source that is on and has no route.
     *
     * @param names the names of the sources that files and classes have
     */
    public List<String> missing(Set<String> names) {
        return !producer
                ? List.of()
                : rules.on().stream()
                        .filter(name -> !names.contains(name) && !faults.mayBeLeftOut(name))
                        .map(name -> "vestnik.sources." + name
                                + ".enabled is true, but no file of routes has a source of this name"
                                + (names.isEmpty() ? "" : "; the nearest one is " + NearestName.of(name, names)) + ".")
                        .toList();
    }
}
