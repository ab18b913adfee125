package dev.wadi.plugin.ownership;

import dev.wadi.plugin.spi.Plugin;

/** Puts plugins of one kind to work: their middleware into the chain, their checks into the health, and so on. */
@FunctionalInterface
public interface PluginBinder {

    /**
     * Binds a plugin, if it is of this kind.
     *
     * @param owner the ledger into which everything is entered that unbinds it
     * @throws Exception if it can't be bound; then the plugin is not started
     */
    void bind(Plugin plugin, Ownership owner) throws Exception;
}
