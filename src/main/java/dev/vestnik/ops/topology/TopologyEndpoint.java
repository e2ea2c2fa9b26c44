package dev.vestnik.ops.topology;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.model.ModelCamelContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code GET /observe/topology}, for operators: the routes that run in this process and what they connect, with figures. */
@Endpoint(id = "topology")
public final class TopologyEndpoint {
    private final Supplier<ModelCamelContext> camel;
    private final String process;
    private final TopologyFigures figures;

    /** @param process its name */
    public TopologyEndpoint(Supplier<ModelCamelContext> camel, String process, MeterRegistry registry, Clock clock) {
        this.camel = camel;
        this.process = process;
        this.figures = new TopologyFigures(registry, clock);
    }

    /** The picture, as SVG. */
    @ReadOperation(produces = "image/svg+xml")
    public String picture() {
        ModelCamelContext context = camel.get();
        Topology topology = TopologyReader.read(context);
        Map<Topology.Arrow, TopologySvg.Label> labels = figures.look(topology, context);
        return TopologySvg.draw(
                topology,
                "Vestnik, process " + process,
                "Exchanges a minute since the last look, what waits in streams, failures since the start. Reload the page"
                        + " for new figures.",
                arrow -> labels.getOrDefault(arrow, TopologySvg.Label.NONE));
    }
}
