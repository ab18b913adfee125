package dev.wadi.connection;

import dev.wadi.config.Problem;
import dev.wadi.config.YamlFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was found in the files of connections.
 *
 * @param configs the connections that have a usable address, those with a problem included
 * @param files the file of each connection that was found
 * @param wrong the names of connections that have a problem
 * @param broken the files that have a problem beyond those of their connections, such as bad YAML
 * @param watched files that belong to the connections, beside those that they stand in; what they hold is in the configs
 * @param problems what is wrong
 */
record ReadConnections(
        Map<String, ConnectionConfig> configs,
        Map<String, Path> files,
        Set<String> wrong,
        Set<Path> broken,
        Set<Path> watched,
        List<Problem> problems) {

    /** The connections that nothing is wrong with. */
    Map<String, ConnectionConfig> sound() {
        Map<String, ConnectionConfig> sound = new LinkedHashMap<>(configs);
        sound.keySet().removeAll(wrong);
        return sound;
    }

    /** Where a connection stands. */
    String place(String name) {
        Path file = files.get(name);
        return file == null ? name : YamlFile.display(file);
    }

    /** All names, those of connections without a usable address included. */
    Set<String> names() {
        return files.keySet();
    }
}
