package dev.wadi.plugin.testkit;

import dev.wadi.plugin.spi.PluginAction;

/**
 * An action that a plugin asked for at a stage.
 *
 * @param plugin the plugin's name
 * @param action what it asked for; the fields of a log's message are filled in
 */
public record RecordedAction(String plugin, PluginAction action) {}
