package dev.wadi.plugin.runtime;

import dev.wadi.action.CustomActions;
import dev.wadi.connection.Connections;
import dev.wadi.plugin.event.EventHub;
import dev.wadi.plugin.extension.ExtensionHub;

/**
 * What a running Wadi has for its plugins.
 *
 * @param connections the named connections
 * @param actions the kinds of actions that plugins make known
 * @param events the event bus
 * @param extensions the extension points
 */
public record Surroundings(Connections connections, CustomActions actions, EventHub events, ExtensionHub extensions) {}
