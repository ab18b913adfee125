/**
 * The plugins that Wadi ships with; their configuration is in {@code plugins/<name>/}, and a table of them in {@code
 * plugins/README.md}.
 *
 * <p>{@link dev.wadi.plugin.shipped.TaskTriggerPlugin} reacts to tasks that are assigned or completed; each package below
 * has others, and {@link dev.wadi.plugin.shipped.setting} what several of them read. They see nothing of Wadi's but its
 * interface for plugins.
 */
@NullMarked
package dev.wadi.plugin.shipped;

import org.jspecify.annotations.NullMarked;
