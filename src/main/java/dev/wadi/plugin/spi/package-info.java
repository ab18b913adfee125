/**
 * What a plugin's author writes against.
 *
 * <p>Start with {@link dev.wadi.plugin.spi.Plugin}: it is given a {@link dev.wadi.plugin.spi.PluginContext} and answers
 * with a {@link dev.wadi.plugin.spi.PluginResult}, whose {@link dev.wadi.plugin.spi.PluginAction}s are carried out for
 * it. Its section of {@code config.yaml} comes as a {@link dev.wadi.plugin.spi.PluginConfig}, and what Wadi has for it as
 * a {@link dev.wadi.plugin.spi.PluginEnvironment}. {@link dev.wadi.plugin.spi.kind} holds the kinds that do more than run
 * at a stage. Depends on the JDK and on
 * Camel's API only, since it is a jar of its own.
 */
@NullMarked
package dev.wadi.plugin.spi;

import org.jspecify.annotations.NullMarked;
