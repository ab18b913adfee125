/**
 * Handlers of users: classes, beans and plugins that are steps of routes.
 *
 * <p>{@link dev.wadi.plugin.handler.Handlers} opens a {@link dev.wadi.plugin.handler.HandlerStep} for each step, which is
 * asked for each message. {@link dev.wadi.plugin.handler.PluginHandlers} swaps a step's handler when the plugin that brings
 * it is reloaded. The Camel side is in {@code component}.
 */
@NullMarked
package dev.wadi.plugin.handler;

import org.jspecify.annotations.NullMarked;
