package dev.vestnik.start.reload;

import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.routes.SourceMappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.jslt.JsltEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the changed mappings of the sources that are on in force, without a pause of their routes. A mapping is compiled before;
 * one that cannot be read changes nothing.
 */
final class MappingReload {
    private static final Logger LOG = LoggerFactory.getLogger(MappingReload.class);
    private static final String FILE = "file:";

    private final SourceMappings mappings;

    /** The texts of the mappings that Camel has read, by their addresses. */
    private final Map<String, String> inForce = new HashMap<>();

    MappingReload(SourceMappings mappings) {
        this.mappings = mappings;
    }

    /** The files of the mappings. */
    static List<Path> files(ModelCamelContext context) {
        return routes(context).keySet().stream().map(MappingReload::file).toList();
    }

    /** @return the faults of the mappings whose changes are not put in force */
    List<RouteFault> change(ModelCamelContext context) {
        List<RouteFault> faults = new ArrayList<>();
        routes(context).forEach((mapping, route) -> {
            String text = text(file(mapping));
            if (text.equals(inForce.get(mapping))) {
                return;
            }
            mappings.fault(context, route).ifPresentOrElse(faults::add, () -> {
                read(context, mapping);
                if (inForce.put(mapping, text) != null) {
                    LOG.info("Changed: the mapping {}", file(mapping));
                }
            });
        });
        return faults;
    }

    /** One route of each mapping, by the address of the mapping. */
    private static Map<String, RouteDefinition> routes(ModelCamelContext context) {
        Map<String, RouteDefinition> routes = new TreeMap<>();
        for (RouteDefinition route : List.copyOf(context.getRouteDefinitions())) {
            SourceMappings.mapping(route)
                    .filter(mapping -> mapping.startsWith(FILE))
                    .ifPresent(mapping -> routes.put(mapping, route));
        }
        return routes;
    }

    private static Path file(String mapping) {
        return Path.of(mapping.substring(FILE.length()));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static void read(CamelContext context, String mapping) {
        context.getEndpoints().stream()
                .filter(JsltEndpoint.class::isInstance)
                .map(JsltEndpoint.class::cast)
                .filter(endpoint -> endpoint.getResourceUri().equals(mapping))
                .forEach(endpoint -> read(context, endpoint));
    }

    /** Camel reads it with the next message, when the file may be another one already: so there is one at once. */
    private static void read(CamelContext context, JsltEndpoint endpoint) {
        endpoint.clearContentCache();
        Exchange nothing = new DefaultExchange(context);
        nothing.getMessage().setBody("null");
        try {
            endpoint.createProducer().process(nothing);
        } catch (Exception refused) {
            LOG.trace("The mapping refuses null, as it may", refused);
        }
    }
}
