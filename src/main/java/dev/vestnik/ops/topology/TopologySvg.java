package dev.vestnik.ops.topology;

import dev.vestnik.ops.topology.Topology.Arrow;
import dev.vestnik.ops.topology.Topology.Kind;
import dev.vestnik.ops.topology.Topology.Node;
import dev.vestnik.ops.topology.TopologyLayout.Place;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Draws a topology as SVG, 1200 units wide, for light and dark backgrounds. */
public final class TopologySvg {
    private static final String HEAD = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 WIDTH HEIGHT" width="WIDTH" height="HEIGHT" role="img" font-family="system-ui, 'DejaVu Sans', sans-serif">
            <title>TITLE</title>
            <style>
            svg { --paper: #ffffff; --ink: #1b2733; --quiet: #5d6b7a; --line: #9aa7b4; --route: #eef4fb; --edge: #5b8fc7; --stream: #fbeee6; --streams: #c9743a; --telegram: #e4f5ec; --telegrams: #2f9e6a; --other: #f1f1f1; --failed: #c62828 }
            @media (prefers-color-scheme: dark) { svg { --paper: #0f1720; --ink: #e6edf3; --quiet: #9fb0c0; --line: #54667a; --route: #16263a; --edge: #5b8fc7; --stream: #33231a; --streams: #d98a55; --telegram: #14301f; --telegrams: #4fbf8b; --other: #222a33; --failed: #ff7b72 } }
            .paper { fill: var(--paper) } text { fill: var(--ink); font-size: 11.5px; text-anchor: middle } .quiet { fill: var(--quiet); font-size: 10px }
            .route { fill: var(--route); stroke: var(--edge) } .stream { fill: var(--stream); stroke: var(--streams) } .telegram { fill: var(--telegram); stroke: var(--telegrams) } .other { fill: var(--other); stroke: var(--line) }
            .arrow { fill: none; stroke: var(--line); stroke-width: 1.2 } .up { stroke-dasharray: 4 3 } .head { fill: var(--line) }
            .figure { font-size: 10px; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round } .failed { fill: var(--failed); font-weight: 600 } .title { font-size: 15px; font-weight: 600; text-anchor: start } .legend { text-anchor: start }
            </style>
            <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>
            <rect class="paper" width="WIDTH" height="HEIGHT"/>
            <text class="title" x="16" y="26">TITLE</text>
            """;

    /** Characters that fit into a node in the widest of the fonts. */
    private static final int FITTING = 22;

    private TopologySvg() {}

    /**
     * What stands on an arrow.
     *
     * @param text such as {@code 12/min}; empty: nothing
     * @param failed whether it says that something failed
     */
    public record Label(String text, boolean failed) {
        public static final Label NONE = new Label("", false);
    }

    /**
     * The picture.
     *
     * @param subtitle the line below the title
     */
    public static String draw(Topology topology, String title, String subtitle, Function<Arrow, Label> labels) {
        TopologyLayout layout = new TopologyLayout(topology);
        StringBuilder svg = new StringBuilder(HEAD.replace("WIDTH", Integer.toString(TopologyLayout.WIDTH))
                .replace("HEIGHT", Integer.toString(layout.height()))
                .replace("TITLE", escaped(title)));
        svg.append("<text class=\"quiet legend\" x=\"16\" y=\"44\">")
                .append(escaped(subtitle))
                .append("</text>\n");
        topology.arrows().forEach(arrow -> appendArrow(svg, layout, arrow));
        topology.nodes().forEach(node -> appendNode(svg, layout.place(node.id()), node));
        topology.arrows().forEach(arrow -> appendLabel(svg, layout, arrow, labels.apply(arrow)));
        return svg.append("</svg>\n").toString();
    }

    private static void appendArrow(StringBuilder svg, TopologyLayout layout, Arrow arrow) {
        List<Place> path = layout.path(arrow);
        if (path.isEmpty()) {
            return;
        }
        Place first = path.get(0);
        svg.append("<path class=\"arrow")
                .append(layout.isUpward(arrow) ? " up\" marker-start" : "\" marker-end")
                .append("=\"url(#head)\" d=\"M")
                .append(at(first.x(), first.bottom()));
        for (int i = 1; i < path.size(); i++) {
            Place before = path.get(i - 1);
            Place next = path.get(i);
            int middle = (before.bottom() + next.top()) / 2;
            svg.append(" C")
                    .append(at(before.x(), middle))
                    .append(' ')
                    .append(at(next.x(), middle))
                    .append(' ')
                    .append(at(next.x(), next.top()));
            if (next.isPoint()) {
                // Beside the nodes of its layer, not behind them.
                svg.append(" V").append(next.bottom());
            }
        }
        svg.append("\"><title>")
                .append(escaped(arrow.from() + " → " + arrow.to()))
                .append("</title></path>\n");
    }

    private static void appendNode(StringBuilder svg, Place place, Node node) {
        double left = place.x() - TopologyLayout.NODE_WIDTH / 2.0;
        svg.append("<g><title>")
                .append(escaped(node.description().isEmpty() ? node.id() : node.id() + ": " + node.description()))
                .append("</title><rect class=\"")
                .append(node.kind().name().toLowerCase(Locale.ROOT))
                .append("\" x=\"")
                .append(number(left))
                .append("\" y=\"")
                .append(place.top())
                .append("\" width=\"")
                .append(TopologyLayout.NODE_WIDTH)
                .append("\" height=\"")
                .append(TopologyLayout.NODE_HEIGHT)
                .append("\" rx=\"")
                .append(node.kind() == Kind.ROUTE ? 6 : TopologyLayout.NODE_HEIGHT / 2)
                .append("\"/>");
        int y = place.top() + (node.begin().isEmpty() ? 23 : 17);
        appendText(svg, compressed(node.label()), place.x(), y, node.label());
        if (!node.begin().isEmpty()) {
            String attributes = " class=\"quiet\"" + compressed(node.begin());
            appendText(svg, attributes, place.x(), place.top() + 31, node.begin());
        }
        svg.append("</g>\n");
    }

    /** At the route, since the other end may be that of many arrows. */
    private static void appendLabel(StringBuilder svg, TopologyLayout layout, Arrow arrow, Label label) {
        List<Place> path = layout.path(arrow);
        if (path.isEmpty() || label.text().isEmpty()) {
            return;
        }
        Place route = layout.place(arrow.steps().isEmpty() ? arrow.to() : arrow.from());
        boolean upper = route == path.get(0);
        Place next = path.get(upper ? 1 : path.size() - 2);
        double x = route.x() + (next.x() - route.x()) * 0.3;
        int y = upper ? route.bottom() + 20 : route.top() - 16;
        appendText(svg, " class=\"" + (label.failed() ? "figure failed" : "figure") + "\"", x, y, label.text());
    }

    private static void appendText(StringBuilder svg, String attributes, double x, int y, String text) {
        svg.append("<text")
                .append(attributes)
                .append(" x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(y)
                .append("\">")
                .append(escaped(text))
                .append("</text>");
    }

    /** Keeps a long text within its node. */
    private static String compressed(String text) {
        return text.length() > FITTING
                ? " textLength=\"" + (TopologyLayout.NODE_WIDTH - 10) + "\" lengthAdjust=\"spacingAndGlyphs\""
                : "";
    }

    private static String at(double x, int y) {
        return number(x) + " " + y;
    }

    private static String number(double value) {
        return Long.toString(Math.round(value));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
