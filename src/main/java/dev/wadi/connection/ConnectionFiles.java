package dev.wadi.connection;

import dev.wadi.config.ConfigException;
import dev.wadi.config.FileWatch;
import dev.wadi.config.Problems;
import dev.wadi.config.YamlFile;
import dev.wadi.config.YamlMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads connections: a file each, named like its connection, or many in one file below {@code connections:}. What is
 * wrong is collected, and what has no usable address is left out. Good for one reading.
 */
final class ConnectionFiles {

    private final ConnectionSources sources;
    private final Problems problems = new Problems();
    private final Map<String, ConnectionConfig> found = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final Set<String> wrong = new LinkedHashSet<>();
    private final Set<Path> broken = new LinkedHashSet<>();
    private final Map<String, Map<Path, String>> parts = new LinkedHashMap<>();

    private ConnectionFiles(ConnectionSources sources) {
        this.sources = sources;
    }

    /** Reads each place: a folder of files, or a file; a place that does not exist is skipped. */
    static ReadConnections read(ConnectionSources sources) {
        ConnectionFiles reading = new ConnectionFiles(sources);
        for (Path place : sources.places()) {
            if (Files.isDirectory(place)) {
                yamlFiles(place).forEach(reading::readFile);
            } else if (Files.exists(place)) {
                reading.readFile(place);
            }
        }
        return reading.result();
    }

    private ReadConnections result() {
        return new ReadConnections(found, files, wrong, broken, parts, problems.found());
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " can't be listed", e);
        }
    }

    private void readFile(Path file) {
        Problems ofFile = new Problems();
        try {
            YamlMapping root = YamlFile.read(file, sources.variables(), ofFile);
            if (root.has("connections")) {
                root.refuseUnknown("connections");
                root.mapping("connections").ifPresent(connections -> readMany(file, connections));
            } else {
                String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
                add(file, name, root, "the file's name says '" + name + "'");
            }
        } catch (ConfigException e) {
            ofFile.addAll(e);
        }
        if (!ofFile.found().isEmpty()) {
            broken.add(file);
            problems.addAll(ofFile.found());
        }
    }

    private void readMany(Path file, YamlMapping connections) {
        for (String name : connections.keys()) {
            connections
                    .mapping(name)
                    .ifPresentOrElse(
                            fields -> add(file, name, fields, "it stands below '" + name + "'"),
                            () -> connections.problem(name, "the connection '" + name + "' is empty"));
        }
    }

    private void add(Path file, String name, YamlMapping mapping, String reason) {
        Problems own = new Problems();
        YamlMapping fields = mapping.into(own);
        String said = fields.text("name").orElse(name);
        if (!said.equals(name)) {
            fields.problem("name", "the connection is called '" + said + "', but " + reason + ". Both must agree");
        }
        String first = places.putIfAbsent(name, fields.place());
        if (first == null) {
            files.put(name, file);
            Map<Path, String> ofConnection = new LinkedHashMap<>();
            parts.put(name, ofConnection);
            new ConnectionFields(name, fields, sources.home(), part -> ofConnection.put(part, FileWatch.trace(part)))
                    .read()
                    .ifPresent(config -> found.put(name, config));
        } else {
            fields.problem("the connection '" + name + "' is defined already, at " + first);
        }
        if (!own.found().isEmpty()) {
            wrong.add(name);
            problems.addAll(own.found());
        }
    }
}
