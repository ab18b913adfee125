package dev.wadi.plugin.runtime;

import java.util.List;

/** What an operator may ask of the plugins. Thread-safe. */
public interface PluginOperations {

    /** All plugins, whatever their state. */
    List<PluginStatus> statuses();

    /** Makes what runs into what is there, and one plugin anew even if nothing of it has changed. May take its time. */
    PluginChanges reload(String plugin);
}
