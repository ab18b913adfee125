/**
 * The main class and its commands.
 *
 * <p>{@link dev.wadi.launcher.Wadi} is where the process starts, {@link dev.wadi.launcher.RunCommand} and {@link
 * dev.wadi.launcher.DemoCommand} are what a user types, {@link dev.wadi.launcher.Pipeline} is a running Wadi, and
 * {@link dev.wadi.launcher.Wiring} is the only place that binds names.
 */
@NullMarked
package dev.wadi.launcher;

import org.jspecify.annotations.NullMarked;
