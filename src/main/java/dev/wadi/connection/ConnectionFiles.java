package dev.wadi.connection;

import dev.wadi.config.ConfigException;
import dev.wadi.config.Problems;
import dev.wadi.config.Variables;
import dev.wadi.config.YamlFile;
import dev.wadi.config.YamlMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads connections: a file each, named like its connection, or many in one file below {@code connections:}. What is
 * wrong is collected, and what has no usable address is left out.
 */
final class ConnectionFiles {

    private final Variables variables;
    private final Problems problems;
    private final Map<String, ConnectionConfig> found = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    ConnectionFiles(Variables variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /** Reads each place: a folder of files, or a file; a place that does not exist is skipped. */
    Map<String, ConnectionConfig> read(List<Path> wheres) {
        for (Path where : wheres) {
            if (Files.isDirectory(where)) {
                yamlFiles(where).forEach(this::readFile);
            } else if (Files.exists(where)) {
                readFile(where);
            }
        }
        return found;
    }

    /** The names of all that were read, those with a problem included. */
    Set<String> names() {
        return Set.copyOf(places.keySet());
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("(?!workers\\.ya?ml)[^.].*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " can't be listed", e);
        }
    }

    private void readFile(Path file) {
        try {
            YamlMapping root = YamlFile.read(file, variables, problems);
            if (root.has("connections")) {
                root.refuseUnknown("connections");
                root.mapping("connections").ifPresent(this::readMany);
            } else {
                String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
                add(name, root, "the file's name says '" + name + "'");
            }
        } catch (ConfigException e) {
            problems.addAll(e);
        }
    }

    private void readMany(YamlMapping connections) {
        for (String name : connections.keys()) {
            connections
                    .mapping(name)
                    .ifPresentOrElse(
                            fields -> add(name, fields, "it stands below '" + name + "'"),
                            () -> connections.problem(name, "the connection '" + name + "' is empty"));
        }
    }

    private void add(String name, YamlMapping fields, String reason) {
        String said = fields.text("name").orElse(name);
        if (!said.equals(name)) {
            fields.problem("name", "the connection is called '" + said + "', but " + reason + ". Both must agree");
        }
        String first = places.putIfAbsent(name, fields.place());
        if (first != null) {
            problems.add(fields.place(), "the connection '" + name + "' is defined already, at " + first);
            return;
        }
        new ConnectionFields(name, fields).read().ifPresent(config -> found.put(name, config));
    }
}
