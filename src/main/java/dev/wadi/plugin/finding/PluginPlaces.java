package dev.wadi.plugin.finding;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where plugins are looked for.
 *
 * @param home the project's folder: its {@code config.yaml} and its {@code config/} may say more of plugins
 * @param folders folders of plugins
 * @param enabled false to look for none
 */
public record PluginPlaces(Path home, List<Path> folders, boolean enabled) {

    /** The folder in which the original kept its plugins, and its lists of them; not a plugin itself. */
    static final String CONFIG = "config";

    public PluginPlaces {
        folders = List.copyOf(folders);
    }

    /** A folder of plugins that belongs to no project. */
    public static PluginPlaces of(Path folder) {
        return new PluginPlaces(folder, List.of(folder), true);
    }

    /** The folders in which lists of plugins and main configuration files are. */
    Set<Path> configFolders() {
        Set<Path> found = new LinkedHashSet<>();
        found.add(home.resolve(CONFIG));
        folders.forEach(folder -> found.add(folder.resolve(CONFIG)));
        found.removeIf(folder -> !Files.isDirectory(folder));
        return found;
    }
}
