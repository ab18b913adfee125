/**
 * The commands about workers. {@link dev.wadi.launcher.worker.WorkerCommand} has them all below it; what they know of the
 * project comes through {@link dev.wadi.launcher.worker.Workers}.
 */
@NullMarked
package dev.wadi.launcher.worker;

import org.jspecify.annotations.NullMarked;
