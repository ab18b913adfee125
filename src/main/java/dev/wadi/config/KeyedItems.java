package dev.wadi.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A list of mappings, each with an id in it, as one mapping by those ids. All keep their places. */
final class KeyedItems {

    private KeyedItems() {}

    /**
     * The mapping of a list's items by their ids.
     *
     * @param id the key in each item that holds its id
     */
    static MappingNode of(List<Node> items, String id, YamlSource source) {
        List<NodeTuple> tuples = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof MappingNode mapping) {
                tuple(mapping, id)
                        .ifPresentOrElse(
                                tuples::add,
                                () -> source.problem(YamlSource.lineOf(item), "the field '" + id + "' is missing"));
            } else {
                source.problem(YamlSource.lineOf(item), "each item must be a mapping with the field '" + id + "'");
            }
        }
        return mapping(tuples, items.isEmpty() ? Optional.empty() : Optional.of(items.getFirst()));
    }

    /** A mapping with a single key. */
    static MappingNode below(String key, Node value) {
        ScalarNode keyNode =
                new ScalarNode(Tag.STR, true, key, ScalarStyle.PLAIN, value.getStartMark(), value.getEndMark());
        return mapping(List.of(new NodeTuple(keyNode, value)), Optional.of(value));
    }

    private static Optional<NodeTuple> tuple(MappingNode item, String id) {
        List<NodeTuple> rest = new ArrayList<>(item.getValue());
        Optional<NodeTuple> found = rest.stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(id)
                        && tuple.getValueNode() instanceof ScalarNode)
                .findFirst();
        found.ifPresent(rest::remove);
        return found.map(tuple -> new NodeTuple(tuple.getValueNode(), mapping(rest, Optional.of(item))));
    }

    private static MappingNode mapping(List<NodeTuple> tuples, Optional<Node> at) {
        return new MappingNode(
                Tag.MAP, true, tuples, FlowStyle.BLOCK, at.flatMap(Node::getStartMark), at.flatMap(Node::getEndMark));
    }
}
