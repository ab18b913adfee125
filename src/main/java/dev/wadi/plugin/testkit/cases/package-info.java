/**
 * Tests of plugins that are written in YAML, beside the plugin.
 *
 * <p>{@link dev.wadi.plugin.testkit.cases.PluginTests} finds the cases of a plugin's {@code test.yaml}; each is a {@link
 * dev.wadi.plugin.testkit.cases.PluginTest} that can be run by itself, with a plugin of its own.
 */
@NullMarked
package dev.wadi.plugin.testkit.cases;

import org.jspecify.annotations.NullMarked;
