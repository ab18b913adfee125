/**
 * Which plugin needs which, and so in what order they start.
 *
 * <p>Start with {@link dev.wadi.plugin.dependency.DependencyOrder}, which is made of all plugins and says for each
 * either its turn or why it can't run. Knows names and versions only, no plugins.
 */
@NullMarked
package dev.wadi.plugin.dependency;

import org.jspecify.annotations.NullMarked;
