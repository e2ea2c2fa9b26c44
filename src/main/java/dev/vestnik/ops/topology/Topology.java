package dev.vestnik.ops.topology;

import java.util.List;

/** What the routes connect. */
public record Topology(List<Node> nodes, List<Arrow> arrows) {
    public Topology {
        nodes = List.copyOf(nodes);
        arrows = List.copyOf(arrows);
    }

    /** What a node stands for. */
    public enum Kind {
        ROUTE,
        /** A stream or list in Redis. */
        STREAM,
        TELEGRAM,
        /** Another endpoint, such as a broker. */
        OTHER
    }

    /**
     * A route, or an endpoint that is no route.
     *
     * @param id unique; for a route its id
     * @param label what is written into its box
     * @param begin the tick or the HTTP path at which a route begins; empty: an arrow shows it
     * @param description of a route; empty: none
     */
    public record Node(String id, Kind kind, String label, String begin, String description) {}

    /**
     * What goes from one node to another.
     *
     * @param steps the ids of the steps of the route {@code from} that send it; empty: the route {@code to} takes it
     */
    public record Arrow(String from, String to, List<String> steps) {
        public Arrow {
            steps = List.copyOf(steps);
        }
    }
}
