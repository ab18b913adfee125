package dev.wadi.connection;

import dev.wadi.config.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was found in the files of connections.
 *
 * @param configs the connections that have a usable address, those with a problem included
 * @param files the file of each connection that was found
 * @param wrong the names of connections that have a problem
 * @param broken the files that have a problem beyond those of their connections, such as bad YAML
 * @param parts what files look like that belong to a connection, beside the one that it stands in
 * @param problems what is wrong
 */
record ReadConnections(
        Map<String, ConnectionConfig> configs,
        Map<String, Path> files,
        Set<String> wrong,
        Set<Path> broken,
        Map<String, Map<Path, String>> parts,
        List<Problem> problems) {

    /** The connections that nothing is wrong with. */
    Map<String, ConnectionConfig> sound() {
        Map<String, ConnectionConfig> sound = new LinkedHashMap<>(configs);
        sound.keySet().removeAll(wrong);
        return sound;
    }

    /** What the files look like that belong to a connection. */
    Map<Path, String> parts(String name) {
        return parts.getOrDefault(name, Map.of());
    }

    /** All files that belong to connections, beside those that they stand in. */
    Set<Path> watched() {
        return parts.values().stream().flatMap(files -> files.keySet().stream()).collect(Collectors.toSet());
    }

    /** All names, those of connections without a usable address included. */
    Set<String> names() {
        return files.keySet();
    }
}
