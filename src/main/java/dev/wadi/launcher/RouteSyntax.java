package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.YamlFile;
import dev.wadi.worker.RouteText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads routes as plain YAML before Camel does, to tell what is wrong with its place. */
final class RouteSyntax {

    private final Problems problems;
    private final List<RoutePlaces.Text> texts = new ArrayList<>();
    private final RouteNames names;

    /** @param problems gets what is wrong */
    RouteSyntax(Problems problems) {
        this.problems = problems;
        this.names = new RouteNames(problems);
    }

    /** Where what stands in all that was read. */
    RoutePlaces places() {
        return new RoutePlaces(texts);
    }

    /** Reads a route file. */
    void read(Path file) {
        String name = YamlFile.display(file);
        try {
            Node root = YamlFile.compose(file).orElse(null);
            if (root == null) {
                problems.add(name, "is empty. A list of routes (- route: …) is needed");
            } else if (!(root instanceof SequenceNode)) {
                problems.add(name + ":1", "must be a list whose items start with '- route:'");
            } else {
                read(root, line -> name + ":" + line);
            }
        } catch (ConfigException e) {
            problems.addAll(e);
        }
    }

    /** Reads the route of a worker; what stands in it has its place in the worker's file. */
    void read(RouteText worker) {
        try {
            YamlFile.compose(worker.text(), worker.file())
                    .ifPresent(root ->
                            read(root, line -> worker.lines().get(line - 1).place()));
        } catch (ConfigException e) { // the file that it names does not exist
            problems.add(worker.lines().getFirst().place(), "becomes a route that can't be read: " + e.getMessage());
        }
    }

    private void read(Node root, IntFunction<String> places) {
        names.add(root, places);
        collect(root, places);
    }

    private void collect(Node node, IntFunction<String> places) {
        if (node.isRecursive()) {
            return; // an alias inside of what it names
        }
        switch (node) {
            case ScalarNode scalar -> texts.add(RoutePlaces.Text.at(places.apply(line(scalar)), scalar.getValue()));
            case SequenceNode sequence -> sequence.getValue().forEach(item -> collect(item, places));
            case MappingNode mapping ->
                mapping.getValue().forEach(entry -> {
                    collect(entry.getKeyNode(), places);
                    collect(entry.getValueNode(), places);
                });
            default -> {
                // no text in it
            }
        }
    }

    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
