package dev.wadi.plugin.runtime;

import dev.wadi.plugin.finding.PluginCandidate;
import java.util.List;

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
}
