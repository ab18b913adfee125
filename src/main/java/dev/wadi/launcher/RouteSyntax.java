package dev.wadi.launcher;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds what is no YAML in route files, with its place, before Camel reads them. */
final class RouteSyntax {

    private RouteSyntax() {}

    /**
     * Reads each file.
     *
     * @throws ConfigException with the problems of all of them
     */
    static void check(List<Path> files) {
        Problems problems = new Problems();
        for (Path file : files) {
            check(file, problems);
        }
        problems.throwIfAny();
    }

    private static void check(Path file, Problems problems) {
        String name = YamlFile.display(file);
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        try {
            Node root =
                    new Compose(settings).composeString(Files.readString(file)).orElse(null);
            if (root == null) {
                problems.add(name, "is empty. A list of routes (- route: …) is needed");
            } else if (!(root instanceof SequenceNode)) {
                problems.add(name + ":1", "must be a list whose items start with '- route:'");
            }
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark()
                    .map(mark -> name + ":" + (mark.getLine() + 1))
                    .orElse(name);
            problems.add(place, "is not valid YAML: " + e.getProblem());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be read", e);
        }
    }
}
