/**
 * When a plugin runs, as its configuration says: {@code conditions} over the fields of what it would see.
 *
 * <p>{@link dev.wadi.plugin.condition.PluginConditions} is all of it for others: read once from YAML, then asked for
 * each message.
 */
@NullMarked
package dev.wadi.plugin.condition;

import org.jspecify.annotations.NullMarked;
