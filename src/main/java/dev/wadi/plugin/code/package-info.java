/**
 * The code of plugins: jars and {@code .java} files made into classes.
 *
 * <p>Start with {@link dev.wadi.plugin.code.PluginCode}: it reads the files once, checks them by the {@link
 * dev.wadi.plugin.code.CodePolicy}, and gives the plugin a class loader of its own. No file stays open, so that a jar can
 * be replaced while it runs. All of this contains mistakes; it is no security boundary, since a plugin runs in Wadi's own
 * process with all its rights. Knows nothing of what a plugin is.
 */
@NullMarked
package dev.wadi.plugin.code;

import org.jspecify.annotations.NullMarked;
