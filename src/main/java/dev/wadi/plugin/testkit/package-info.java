/**
 * What a plugin's author tests with.
 *
 * <p>For a plugin by itself, {@link dev.wadi.plugin.testkit.TestContext} is the message it sees, {@link
 * dev.wadi.plugin.testkit.TestEnvironment} the Wadi around it, and {@link
 * dev.wadi.plugin.testkit.PluginAssertions#assertThat} judges what comes out. {@link
 * dev.wadi.plugin.testkit.StageHarness} runs a plugin's folder as Wadi does: with its {@code config.yaml}, by the real
 * loader, at a stage; only what would leave the process is recorded instead. {@link
 * dev.wadi.plugin.testkit.cases.PluginTests} are the cases of a {@code test.yaml}, for {@code wadi test} and for JUnit.
 * Needs no test framework: what is not as expected is an {@link java.lang.AssertionError}.
 */
@NullMarked
package dev.wadi.plugin.testkit;

import org.jspecify.annotations.NullMarked;
