package dev.wadi.plugin.guard;

/**
 * Hears of plugins that fail. Called on the threads of records: must be thread-safe and quick, and must not throw.
 */
public interface PluginListener {

    /** Hears nothing. */
    PluginListener NONE = new PluginListener() {};

    /** An execution failed: it threw, returned nothing, or did not get its turn. */
    default void failed(String plugin, String why) {}

    /** An execution ran out of time, and its message went on without it. */
    default void timedOut(String plugin) {}

    /** The plugin is left out from now on. */
    default void quarantined(String plugin, String why) {}

    /** The plugin runs again. */
    default void released(String plugin) {}
}
