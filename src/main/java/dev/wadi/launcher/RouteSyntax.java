package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads route files as plain YAML before Camel does, to tell what is wrong with its place. */
final class RouteSyntax {

    private RouteSyntax() {}

    /**
     * Reads each file.
     *
     * @return where what stands in them
     * @throws ConfigException with the problems of all of them
     */
    static RoutePlaces read(List<Path> files) {
        Problems problems = new Problems();
        List<RoutePlaces.Text> texts = new ArrayList<>();
        for (Path file : files) {
            read(file, texts, problems);
        }
        problems.throwIfAny();
        return new RoutePlaces(texts);
    }

    private static void read(Path file, List<RoutePlaces.Text> texts, Problems problems) {
        String name = YamlFile.display(file);
        try {
            Node root = YamlFile.compose(file).orElse(null);
            if (root == null) {
                problems.add(name, "is empty. A list of routes (- route: …) is needed");
            } else if (!(root instanceof SequenceNode)) {
                problems.add(name + ":1", "must be a list whose items start with '- route:'");
            } else {
                collect(root, name, texts);
            }
        } catch (ConfigException e) {
            problems.addAll(e);
        }
    }

    private static void collect(Node node, String file, List<RoutePlaces.Text> texts) {
        if (node.isRecursive()) {
            return; // an alias inside of what it names
        }
        switch (node) {
            case ScalarNode scalar -> {
                int line = scalar.getStartMark().map(Mark::getLine).orElse(0) + 1;
                texts.add(new RoutePlaces.Text(file, line, scalar.getValue()));
            }
            case SequenceNode sequence -> sequence.getValue().forEach(item -> collect(item, file, texts));
            case MappingNode mapping ->
                mapping.getValue().forEach(entry -> {
                    collect(entry.getKeyNode(), file, texts);
                    collect(entry.getValueNode(), file, texts);
                });
            default -> {
                // no text in it
            }
        }
    }
}
