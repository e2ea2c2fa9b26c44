package dev.vestnik.start.routes;

import dev.vestnik.ops.health.LocalRoutes;
import dev.vestnik.source.MessageSource;
import dev.vestnik.source.MessageSources;
import dev.vestnik.source.RequestRate;
import dev.vestnik.source.SourceCounters;
import dev.vestnik.source.SourceSettings;
import dev.vestnik.source.TokenPlace;
import dev.vestnik.source.WebhookSource;
import dev.vestnik.source.WebhookSources;
import dev.vestnik.start.failure.RouteFileFaults;
import dev.vestnik.start.failure.StartRefusedException;
import dev.vestnik.start.settings.NearestName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;

/**
 * Brings the routes of the templates {@code vestnik-webhook} and {@code vestnik-messages} together with the settings of their
 * sources, before Camel builds them: a source that is off has no route, so that it costs nothing; the others get the path or the
 * port of their settings. Checks their tokens, senders, paths and mappings.
 */
@Order(SourceRoutes.ORDER)
public final class SourceRoutes implements CamelContextConfiguration {
    /** Before what looks at the routes that are left. */
    static final int ORDER = RouteReferencesCheck.ORDER - 1;

    private static final String SETTINGS = "vestnik.sources.";

    /** The server's path of events in Vestnik's own form; see {@code sources/http.camel.yaml}. */
    private static final String EVENTS = "/events";

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]{1,64}){1,8}");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{8,512}");
    private static final Pattern TOKEN_IN_URL = Pattern.compile("[A-Za-z0-9._~-]{16,512}");

    private final Map<String, SourceSettings> settings;
    private final boolean producer;
    private final SourceMappings mappings;
    private final WebhookSources webhooks;
    private final MessageSources messages;
    private final SourceCounters counters;
    private final RouteFileFaults faults;
    private final Clock clock;

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
        this.settings = Map.copyOf(settings);
        this.producer = producer;
        this.mappings = mappings;
        this.webhooks = webhooks;
        this.messages = messages;
        this.counters = counters;
        this.faults = faults;
        this.clock = clock;
    }

    /**
     * Leaves out the routes of local files that have a fault.
     *
     * @throws StartRefusedException for the first fault of another file
     */
    @Override
    public void beforeApplicationStart(CamelContext context) {
        ModelCamelContext model = (ModelCamelContext) context;
        Set<String> names = new TreeSet<>();
        List<WebhookSource> overHttp = new ArrayList<>();
        Map<String, MessageSource> ofMessages = new TreeMap<>();
        for (RouteDefinition route : List.copyOf(model.getRouteDefinitions())) {
            try {
                configure(model, route, names, overHttp, ofMessages);
            } catch (StartRefusedException fault) {
                if (route.getResource() == null || !LocalRoutes.isLocal(route.getResource())) {
                    throw fault;
                }
                remove(model, route);
                faults.leaveOut(route, String.valueOf(fault.getMessage()));
            }
        }
        refuseUnknown(names);
        webhooks.replace(producer ? overHttp : List.of());
        messages.replace(producer ? ofMessages.values() : List.of());
    }

    /** Those of a route file are checked with it; this is for the routes of Java classes. */
    private static void checkParameters(RouteDefinition route, Map<String, Object> parameters) {
        parameters.forEach((parameter, value) -> SourceParameters.fault(parameter, String.valueOf(value))
                .ifPresent(sentence -> {
                    throw new StartRefusedException("The route " + route.getRouteId() + ": " + sentence);
                }));
    }

    private void configure(
            ModelCamelContext model,
            RouteDefinition route,
            Set<String> names,
            List<WebhookSource> overHttp,
            Map<String, MessageSource> ofMessages) {
        Map<String, Object> parameters = route.getTemplateParameters();
        if (!SourceMappings.isSource(parameters)) {
            return;
        }
        checkParameters(route, parameters);
        boolean http = parameters.containsKey(SourceParameters.TOKEN_PLACE);
        String name = String.valueOf(parameters.get(SourceParameters.NAME));
        // Messages of one source may come in several ways, as those of syslog.
        if (!names.add(name) && (http || !ofMessages.containsKey(name) && isOn(name))) {
            throw refused("Two routes are the source " + name + ": give each a name of its own");
        }
        SourceSettings source = settings.get(name);
        if (source == null || !source.enabled()) {
            remove(model, route);
            return;
        }
        mappings.fault(model, route).ifPresent(fault -> {
            throw new StartRefusedException(fault.text());
        });
        if (http) {
            WebhookSource webhook = webhook(name, parameters, source, overHttp);
            // Camel reads the parameters when it builds the route.
            parameters.put("path", webhook.path());
            overHttp.add(webhook);
        } else {
            ofMessages.put(name, message(name, String.valueOf(parameters.get(SourceParameters.SENDERS)), source));
            if (source.port() != null) {
                parameters.put("port", String.valueOf(source.port()));
            }
        }
        if (producer) {
            counters.begin(name);
        } else {
            remove(model, route);
        }
    }

    private boolean isOn(String name) {
        SourceSettings source = settings.get(name);
        return source != null && source.enabled();
    }

    @Override
    public void afterApplicationStart(CamelContext context) {}

    private static void remove(ModelCamelContext model, RouteDefinition route) {
        try {
            model.removeRouteDefinition(route);
        } catch (Exception e) {
            throw new IllegalStateException("The route " + route.getRouteId() + " cannot be removed", e);
        }
    }

    private WebhookSource webhook(
            String name, Map<String, Object> parameters, SourceSettings source, List<WebhookSource> others) {
        String setting = SETTINGS + name;
        TokenPlace place = source.tokenPlace() == null
                ? TokenPlace.named(String.valueOf(parameters.get(SourceParameters.TOKEN_PLACE)))
                        .orElseThrow()
                : source.tokenPlace();
        String token = token(setting, source, place);
        String given = source.path() == null ? String.valueOf(parameters.get("path")) : source.path();
        String path = given.isBlank() || given.contains("{{") ? "/sources/" + name : given;
        if (!PATH.matcher(path).matches()) {
            throw refused(setting + ".path is '" + path
                    + "', but must be a path such as /sources/name, of letters, digits, '.', '_', '~' and '-'");
        }
        if (path.equals(EVENTS)
                || others.stream().anyMatch(other -> other.path().equals(path))) {
            throw refused(setting + ".path is " + path + ", which another source has: choose another one");
        }
        return new WebhookSource(
                name,
                path,
                token,
                place,
                Integer.parseInt(String.valueOf(parameters.get(SourceParameters.MAX_BYTES))),
                Arrays.stream(String.valueOf(parameters.get("types")).split(","))
                        .map(String::strip)
                        .toList(),
                new RequestRate(source.rate(), clock));
    }

    private MessageSource message(String name, String kind, SourceSettings source) {
        return new MessageSource(
                name,
                SenderRules.read(SETTINGS + name, kind, source),
                new RequestRate(source.rate(), clock),
                !source.expect().isZero());
    }

    private static @Nullable String token(String setting, SourceSettings source, TokenPlace place) {
        String token = source.token();
        if (source.open()) {
            if (token != null) {
                throw refused(setting + ".open is true, but " + setting + ".token is set as well: remove one of them");
            }
            return null;
        }
        if (token == null) {
            throw refused(setting + ".enabled is true, but there is no token: set " + setting
                    + ".token to what the sender gives, or " + setting
                    + ".open to true, so that everybody who reaches the port may send events");
        }
        if (place == TokenPlace.HEADER && !TOKEN.matcher(token).matches()) {
            throw refused(setting + ".token must be 8 to 512 characters without blanks");
        }
        if (place != TokenPlace.HEADER && !TOKEN_IN_URL.matcher(token).matches()) {
            throw refused(
                    setting + ".token must be 16 to 512 letters, digits, '.', '_', '~' and '-', since it is part of"
                            + " an address");
        }
        return token;
    }

    private void refuseUnknown(Set<String> names) {
        Map<String, SourceSettings> unknown = new HashMap<>(settings);
        unknown.keySet().removeAll(names);
        unknown.values().removeIf(source -> !source.enabled());
        unknown.keySet().removeIf(faults::mayBeLeftOut);
        for (String name : new TreeSet<>(unknown.keySet())) {
            throw refused(SETTINGS + name + ".enabled is true, but no file of routes has a source of this name"
                    + (names.isEmpty() ? "" : "; the nearest one is " + NearestName.of(name, names)));
        }
    }

    private static StartRefusedException refused(String sentence) {
        return new StartRefusedException(sentence + ".");
    }
}
