package dev.wadi.plugin.runtime;

import dev.wadi.plugin.finding.PluginCandidate;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Where plugins come from. */
public interface PluginSource {

    /**
     * What is there now, as far as it can be told without running any of it.
     *
     * @throws dev.wadi.config.ConfigException if nobody can tell now what is there
     */
    List<PluginCandidate> find();

    /**
     * Makes and configures a plugin.
     *
     * @throws dev.wadi.config.ConfigException with everything that is wrong with it
     */
    PluginDefinition define(PluginCandidate candidate);

    /** The folders and files that configuration names for plugins, as of the last time they were looked for. */
    default Set<Path> places() {
        return Set.of();
    }
}
