package dev.vestnik.ops.topology;

import dev.vestnik.ops.topology.Topology.Arrow;
import dev.vestnik.ops.topology.Topology.Kind;
import dev.vestnik.ops.topology.Topology.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Reads the topology from the route definitions of a context, started or not. */
public final class TopologyReader {
    /** They change a message and send it nowhere. */
    private static final Set<String> NO_TARGETS =
            Set.of("jslt", "log", "bean", "language", "mock", "validator", "xslt");

    /** One route calls another. */
    private static final Set<String> CALLS = Set.of("direct", "seda");

    private static final Set<String> TICKS = Set.of("quartz", "timer", "cron", "scheduler");
    private static final Pattern INTERVAL = Pattern.compile("[?&](?:trigger\\.repeatInterval|period|delay)=(\\d+)");
    private static final Pattern METHOD = Pattern.compile("httpMethodRestrict=([^&]+)");
    private static final Pattern LIST = Pattern.compile("[?&]list=([^&]+)");
    private static final int LONGEST = 26;

    private final ModelCamelContext context;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Arrow> arrows = new LinkedHashMap<>();
    private final Map<String, String> begins = new LinkedHashMap<>();

    private TopologyReader(ModelCamelContext context) {
        this.context = context;
    }

    /** The topology of all routes. */
    public static Topology read(ModelCamelContext context) {
        TopologyReader reader = new TopologyReader(context);
        List<RouteDefinition> routes = context.getRouteDefinitions().stream()
                .filter(route -> route.getInput() != null)
                .toList();
        routes.forEach(reader::addRoute);
        routes.forEach(reader::addTargets);
        return new Topology(List.copyOf(reader.nodes.values()), List.copyOf(reader.arrows.values()));
    }

    private void addRoute(RouteDefinition route) {
        String id = id(route);
        String uri = resolved(route, route.getInput().getEndpointUri());
        String scheme = scheme(uri);
        String begin = TICKS.contains(scheme) ? tick(uri) : scheme.equals("platform-http") ? http(uri) : "";
        nodes.put(id, new Node(id, Kind.ROUTE, id, begin, Objects.requireNonNullElse(route.getDescriptionText(), "")));
        if (CALLS.contains(scheme)) {
            begins.put(scheme + ":" + path(uri), id);
        } else if (begin.isEmpty()) {
            String source = endpoint(uri, "updates");
            if (source != null) {
                add(source, id, null);
            }
            if (isDrain(uri)) {
                add(id, stream(path(uri)), null);
            }
        }
    }

    private void addTargets(RouteDefinition route) {
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SendDefinition.class)
                .forEach(send -> addTarget(route, send, String.valueOf(send.getEndpointUri())));
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class)
                .forEach(send -> addTarget(route, send, String.valueOf(send.getUri())));
    }

    private void addTarget(RouteDefinition route, ProcessorDefinition<?> step, String written) {
        String uri = resolved(route, written);
        String id = id(route);
        String target;
        if (CALLS.contains(scheme(uri))) {
            target = begins.get(scheme(uri) + ":" + path(uri));
        } else if (isDrain(uri)) {
            target = stream(path(uri));
            add(Objects.requireNonNull(endpoint(uri, "")), id, null);
        } else {
            target = endpoint(uri, "messages");
        }
        if (target != null) {
            add(id, target, step.getId());
        }
    }

    private void add(String from, String to, @Nullable String step) {
        List<String> steps = step == null ? List.of() : List.of(step);
        arrows.merge(from + "\n" + to, new Arrow(from, to, steps), (one, other) -> {
            List<String> both = new ArrayList<>(one.steps());
            both.addAll(other.steps());
            return new Arrow(from, to, both);
        });
    }

    /** The node of an endpoint that is no route; null: nothing is sent there. */
    private @Nullable String endpoint(String uri, String ofTelegram) {
        String scheme = scheme(uri);
        if (NO_TARGETS.contains(scheme) || uri.isEmpty() || scheme.contains("$")) {
            return null;
        }
        switch (scheme) {
            case "redis-streams" -> {
                Matcher list = LIST.matcher(uri);
                return isDrain(uri) && list.find()
                        ? node("list " + list.group(1), Kind.STREAM, "list " + list.group(1))
                        : stream(path(uri));
            }
            case "telegram" -> {
                return node("telegram " + ofTelegram, Kind.TELEGRAM, "Telegram: " + ofTelegram);
            }
            case "spring-redis" -> {
                return node("channel", Kind.STREAM, "Redis: publish, subscribe");
            }
            default -> {
                String shown = URISupport.sanitizeUri(uri).replaceFirst("\\?.*", "");
                return node(shown, Kind.OTHER, shown);
            }
        }
    }

    private String stream(String name) {
        return node("stream " + name, Kind.STREAM, "stream " + name);
    }

    private String node(String id, Kind kind, String label) {
        String shown = label.length() > LONGEST ? label.substring(0, LONGEST - 1) + "…" : label;
        nodes.putIfAbsent(id, new Node(id, kind, shown, "", ""));
        return id;
    }

    private static boolean isDrain(String uri) {
        return uri.startsWith("redis-streams:") && uri.contains("operation=drain");
    }

    private static String tick(String uri) {
        Matcher interval = INTERVAL.matcher(uri);
        if (!interval.find()) {
            return "by the clock";
        }
        Duration pause = Duration.ofMillis(Long.parseLong(interval.group(1)));
        return pause.toMillis() < 1000
                ? "every " + pause.toMillis() + " ms"
                : pause.toSeconds() < 120 ? "every " + pause.toSeconds() + " s" : "every " + pause.toMinutes() + " min";
    }

    private static String http(String uri) {
        Matcher method = METHOD.matcher(uri);
        return (method.find() ? method.group(1).toUpperCase(Locale.ROOT) : "HTTP") + " /"
                + path(uri).replaceFirst("^/+", "");
    }

    private static String scheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? "" : uri.substring(0, colon);
    }

    private static String path(String uri) {
        return uri.substring(uri.indexOf(':') + 1).replaceFirst("\\?.*", "").replaceFirst("^//", "");
    }

    private String id(RouteDefinition route) {
        return route.idOrCreate(context.getCamelContextExtension().getContextPlugin(NodeIdFactory.class));
    }

    /** Camel knows the parameters of a template only while it builds the route. */
    private String resolved(RouteDefinition route, String written) {
        String uri = written;
        Map<String, Object> parameters = route.getTemplateParameters();
        if (parameters != null) {
            // The value of one may name another.
            for (int i = 0; i < 2; i++) {
                for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
                    uri = uri.replace("{{" + parameter.getKey() + "}}", String.valueOf(parameter.getValue()));
                }
            }
        }
        try {
            return context.resolvePropertyPlaceholders(uri);
        } catch (IllegalArgumentException unknown) {
            return uri;
        }
    }
}
