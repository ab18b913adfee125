/**
 * The plugins that Wadi ships with; their configuration is in {@code plugins/<name>/}.
 *
 * <p>{@link dev.wadi.plugin.shipped.TaskTriggerPlugin} reacts to tasks that are assigned or completed.
 */
@NullMarked
package dev.wadi.plugin.shipped;

import org.jspecify.annotations.NullMarked;
