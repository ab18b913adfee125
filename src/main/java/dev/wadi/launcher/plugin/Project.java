package dev.wadi.launcher.plugin;

import dev.wadi.plugin.runtime.PluginSource;
import java.nio.file.Path;
import java.util.List;

/** What the commands about plugins need of the project around them. */
public interface Project {

    /** The project's folder. */
    Path home();

    /**
     * The folders of plugins. A new one is put into the first.
     *
     * @throws dev.wadi.config.ConfigException if the settings are wrong
     */
    List<Path> pluginFolders();

    /**
     * Reads what plugins are checked against, such as the names of connections.
     *
     * @throws dev.wadi.config.ConfigException if the settings are wrong
     */
    Opened open();

    /** Something that is open, with the project's plugins. */
    interface Opened extends AutoCloseable {

        /** Where the plugins come from. */
        PluginSource plugins();
    }
}
