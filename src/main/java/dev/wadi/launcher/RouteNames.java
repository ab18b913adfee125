package dev.wadi.launcher;

import dev.wadi.config.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The ids of routes and the names of beans, each of which may be given once. Of two beans of one name Camel would take
 * the last for both their routes, without a word.
 */
final class RouteNames {

    private final Problems problems;
    private final Map<String, String> places = new HashMap<>();

    RouteNames(Problems problems) {
        this.problems = problems;
    }

    /** Adds those of a file. */
    void add(Node root, IntFunction<String> placeOfLine) {
        if (!(root instanceof SequenceNode items)) {
            return;
        }
        for (Node item : items.getValue()) {
            value(item, "route").flatMap(route -> value(route, "id")).ifPresent(id -> give("route", id, placeOfLine));
            value(item, "beans").ifPresent(beans -> {
                if (beans instanceof SequenceNode all) {
                    all.getValue()
                            .forEach(bean -> value(bean, "name").ifPresent(name -> give("bean", name, placeOfLine)));
                }
            });
        }
    }

    private void give(String kind, Node name, IntFunction<String> placeOfLine) {
        if (name instanceof ScalarNode scalar) {
            String place = placeOfLine.apply(RouteSyntax.line(scalar));
            String first = places.putIfAbsent(kind + ' ' + scalar.getValue(), place);
            if (first != null) {
                problems.add(
                        place,
                        "there is another " + kind + " '" + scalar.getValue() + "', at " + first
                                + ". One of them must have another name, or go");
            }
        }
    }

    private static Optional<Node> value(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                                && name.getValue().equals(key))
                        .map(tuple -> tuple.getValueNode())
                        .findFirst()
                : Optional.empty();
    }
}
