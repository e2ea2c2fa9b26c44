package dev.vestnik.ops.topology;

import dev.vestnik.ops.topology.Topology.Arrow;
import dev.vestnik.ops.topology.Topology.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Places the nodes in layers from top to bottom, so that arrows lead down, with few crossings (Sugiyama's method: layers by the
 * longest path, points of long arrows in the layers between, order by the mean of the neighbours).
 */
final class TopologyLayout {
    static final int WIDTH = 1200;
    static final int NODE_WIDTH = 150;
    static final int NODE_HEIGHT = 38;

    private static final int LAYER_HEIGHT = 88;
    private static final int TOP = 70;
    private static final int MARGIN = 8;
    private static final int POINT_WIDTH = 8;
    private static final int GAP = 10;
    private static final int MOST_IN_A_LAYER = 6;
    private static final int SWEEPS = 24;

    private final Topology topology;
    private final Map<String, Integer> layerOf = new HashMap<>();
    private final Set<Arrow> upward = new HashSet<>();
    private final List<List<Place>> layers = new ArrayList<>();
    private final Map<Arrow, List<Place>> paths = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** Where a node is, or where an arrow passes a layer. */
    static final class Place {
        private final int layer;
        private final boolean point;
        private final List<Place> above = new ArrayList<>();
        private final List<Place> below = new ArrayList<>();
        private double x;

        private Place(int layer, boolean point) {
            this.layer = layer;
            this.point = point;
        }

        double x() {
            return x;
        }

        int top() {
            return TOP + layer * LAYER_HEIGHT;
        }

        int bottom() {
            return top() + NODE_HEIGHT;
        }

        boolean isPoint() {
            return point;
        }

        private int width() {
            return point ? POINT_WIDTH : NODE_WIDTH;
        }
    }

    TopologyLayout(Topology topology) {
        this.topology = topology;
        assignLayers();
        narrowLayers();
        place();
        order();
        spread();
    }

    /** The middle of a node at its top. */
    Place place(String node) {
        return Objects.requireNonNull(places.get(node));
    }

    /** From the upper node to the lower one. */
    List<Place> path(Arrow arrow) {
        return paths.getOrDefault(arrow, List.of());
    }

    /** Whether the arrow leads up, since it closes a circle. */
    boolean isUpward(Arrow arrow) {
        return upward.contains(arrow);
    }

    int height() {
        return TOP + layers.size() * LAYER_HEIGHT - (LAYER_HEIGHT - NODE_HEIGHT) + 40;
    }

    private List<Arrow> from(String node) {
        return topology.arrows().stream()
                .filter(arrow -> arrow.from().equals(node) && !arrow.to().equals(node))
                .toList();
    }

    private void assignLayers() {
        Set<String> done = new HashSet<>();
        List<String> order = new ArrayList<>();
        for (Node node : topology.nodes()) {
            if (topology.arrows().stream().noneMatch(arrow -> arrow.to().equals(node.id()))) {
                visit(node.id(), new HashSet<>(), done, order);
            }
        }
        topology.nodes().forEach(node -> visit(node.id(), new HashSet<>(), done, order));
        for (int i = order.size() - 1; i >= 0; i--) {
            String node = order.get(i);
            int layer = layerOf.getOrDefault(node, 0);
            layerOf.put(node, layer);
            for (Arrow arrow : from(node)) {
                if (!upward.contains(arrow)) {
                    layerOf.merge(arrow.to(), layer + 1, Math::max);
                }
            }
        }
        // What begins by itself stands right above what it leads to.
        for (Node node : topology.nodes()) {
            if (topology.arrows().stream().noneMatch(arrow -> arrow.to().equals(node.id()))) {
                from(node.id()).stream()
                        .mapToInt(arrow -> Objects.requireNonNull(layerOf.get(arrow.to())))
                        .min()
                        .ifPresent(layer -> layerOf.put(node.id(), Math.max(0, layer - 1)));
            }
        }
    }

    private void visit(String node, Set<String> path, Set<String> done, List<String> order) {
        if (done.contains(node)) {
            return;
        }
        path.add(node);
        for (Arrow arrow : from(node)) {
            if (path.contains(arrow.to())) {
                upward.add(arrow);
            } else {
                visit(arrow.to(), path, done, order);
            }
        }
        path.remove(node);
        done.add(node);
        order.add(node);
    }

    private void narrowLayers() {
        for (int layer = 0; layer <= deepest(); layer++) {
            int current = layer;
            List<String> here = topology.nodes().stream()
                    .map(Node::id)
                    .filter(id -> Objects.requireNonNull(layerOf.get(id)) == current)
                    .sorted(Comparator.comparingInt(id -> -from(id).size()))
                    .toList();
            if (here.size() > MOST_IN_A_LAYER) {
                layerOf.replaceAll((node, at) -> at > current ? at + 1 : at);
                here.subList(MOST_IN_A_LAYER, here.size()).forEach(node -> layerOf.put(node, current + 1));
            }
        }
    }

    private int deepest() {
        return layerOf.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private void place() {
        for (int i = 0; i <= deepest(); i++) {
            layers.add(new ArrayList<>());
        }
        for (Node node : topology.nodes()) {
            places.put(node.id(), newPlace(Objects.requireNonNull(layerOf.get(node.id())), false));
        }
        // Long arrows to the same node share their points, as branches of one trunk.
        Map<Place, Map<Integer, Place>> trunks = new HashMap<>();
        for (Arrow arrow : topology.arrows()) {
            Place one = place(arrow.from());
            Place other = place(arrow.to());
            if (one.layer == other.layer) {
                continue;
            }
            Place upper = one.layer < other.layer ? one : other;
            Place lower = upper == one ? other : one;
            if (upper == other) {
                upward.add(arrow);
            }
            List<Place> path = new ArrayList<>(List.of(upper));
            for (int layer = upper.layer + 1; layer < lower.layer; layer++) {
                int current = layer;
                path.add(trunks.computeIfAbsent(lower, none -> new HashMap<>())
                        .computeIfAbsent(layer, none -> newPlace(current, true)));
            }
            path.add(lower);
            for (int i = 1; i < path.size(); i++) {
                if (!path.get(i - 1).below.contains(path.get(i))) {
                    path.get(i - 1).below.add(path.get(i));
                    path.get(i).above.add(path.get(i - 1));
                }
            }
            paths.put(arrow, path);
        }
    }

    private Place newPlace(int layer, boolean point) {
        Place place = new Place(layer, point);
        layers.get(layer).add(place);
        return place;
    }

    private void order() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (List<Place> layer : layers) {
                for (int i = 0; i < layer.size(); i++) {
                    layer.get(i).x = i;
                }
            }
            for (int i = 0; i < layers.size(); i++) {
                List<Place> layer = layers.get(down ? i : layers.size() - 1 - i);
                Map<Place, Double> wanted = new HashMap<>();
                layer.forEach(place -> wanted.put(place, mean(down ? place.above : place.below, place.x)));
                layer.sort(Comparator.comparingDouble(wanted::get));
                for (int j = 0; j < layer.size(); j++) {
                    layer.get(j).x = j;
                }
            }
        }
    }

    private static double mean(List<Place> neighbours, double otherwise) {
        return neighbours.stream().mapToDouble(place -> place.x).average().orElse(otherwise);
    }

    private void spread() {
        for (List<Place> layer : layers) {
            double free =
                    WIDTH - 2.0 * MARGIN - layer.stream().mapToInt(Place::width).sum();
            double gap = free / (layer.size() + 1);
            double x = MARGIN;
            for (Place place : layer) {
                place.x = x + gap + place.width() / 2.0;
                x += gap + place.width();
            }
        }
        for (int round = 0; round < SWEEPS; round++) {
            for (List<Place> layer : layers) {
                for (Place place : layer) {
                    List<Place> neighbours = new ArrayList<>(place.above);
                    neighbours.addAll(place.below);
                    place.x = mean(neighbours, place.x);
                }
                separate(layer);
            }
        }
    }

    /** In their order, without overlaps, within the picture. */
    private static void separate(List<Place> layer) {
        double least = MARGIN;
        for (Place place : layer) {
            place.x = Math.max(place.x, least + place.width() / 2.0);
            least = place.x + place.width() / 2.0 + GAP;
        }
        double most = WIDTH - MARGIN;
        for (int i = layer.size() - 1; i >= 0; i--) {
            Place place = layer.get(i);
            place.x = Math.min(place.x, most - place.width() / 2.0);
            most = place.x - place.width() / 2.0 - GAP;
        }
    }
}
