package dev.vestnik.start.routes;

import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import com.schibsted.spt.data.jslt.parser.TokenMgrError;
import dev.vestnik.start.failure.RouteFault;
import dev.vestnik.start.failure.RoutePlaces;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** Compiles the mappings of sources, to find their faults before the first message does. */
public final class SourceMappings {
    private static final String FILE = "file:";

    private final Supplier<Collection<Function>> functions;
    private final RoutePlaces places;

    /**
     * @param functions what mappings may call; asked only if there is a mapping
     * @param places of the routes that name the mappings
     */
    public SourceMappings(Supplier<Collection<Function>> functions, RoutePlaces places) {
        this.functions = functions;
        this.places = places;
    }

    /** What is wrong with the mapping of a route; empty: nothing, or the route is no source. */
    public Optional<RouteFault> fault(CamelContext context, RouteDefinition route) {
        return mapping(route)
                .flatMap(mapping -> fault(
                        context,
                        mapping,
                        String.valueOf(route.getTemplateParameters().get(SourceParameters.NAME))));
    }

    /** The address of the mapping of a route; empty: the route is no source. */
    public static Optional<String> mapping(RouteDefinition route) {
        Map<String, Object> parameters = route.getTemplateParameters();
        return isSource(parameters) && parameters.get("mapping") instanceof String mapping
                ? Optional.of(mapping)
                : Optional.empty();
    }

    private Optional<RouteFault> fault(CamelContext context, String mapping, String name) {
        try (Reader file = new InputStreamReader(
                ResourceHelper.resolveMandatoryResourceAsInputStream(context, mapping), StandardCharsets.UTF_8)) {
            new Parser(file).withFunctions(functions.get()).withSource(mapping).compile();
            return Optional.empty();
        } catch (JsltException e) {
            return Optional.of(unreadable(mapping, name, e.getLine(), e.getMessageWithoutLocation()));
        } catch (TokenMgrError e) {
            return Optional.of(unreadable(mapping, name, 0, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return Optional.of(places.faultOfValue(
                    mapping, "the mapping " + mapping + " of the source " + name + " is not there."));
        }
    }

    static boolean isSource(@Nullable Map<String, Object> parameters) {
        return parameters != null
                && (parameters.containsKey(SourceParameters.TOKEN_PLACE)
                        || parameters.containsKey(SourceParameters.SENDERS));
    }

    private RouteFault unreadable(String mapping, String name, int line, String reason) {
        String sentence = "the mapping of the source " + name + " cannot be read: "
                + reason.replaceAll("\\s+", " ").replaceFirst("[ .]+$", "") + ".";
        return mapping.startsWith(FILE)
                ? new RouteFault(mapping.substring(FILE.length()), Math.max(line, 0), sentence)
                : places.faultOfValue(mapping, sentence);
    }
}
