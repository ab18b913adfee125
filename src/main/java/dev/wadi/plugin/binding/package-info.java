/**
 * A plugin's configuration: its section as the plugin sees it, as a record of the plugin's, and against its schema.
 *
 * <p>{@link dev.wadi.plugin.binding.YamlPluginConfig} is what the plugin gets; {@link
 * dev.wadi.plugin.binding.ConfigSchema} checks a section before. What is wrong is reported with the place of the key.
 */
@NullMarked
package dev.wadi.plugin.binding;

import org.jspecify.annotations.NullMarked;
