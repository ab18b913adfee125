/**
 * Finding plugins: which there are, what they are called, and what their files say, before any of their code runs.
 *
 * <p>Start with {@link dev.wadi.plugin.finding.PluginFinder}, which looks into all {@link
 * dev.wadi.plugin.finding.PluginPlaces} and gives a {@link dev.wadi.plugin.finding.PluginCandidate} for each plugin.
 * Folders, loose jars, lists, sections of a main configuration file and the class path have a class each.
 */
@NullMarked
package dev.wadi.plugin.finding;

import org.jspecify.annotations.NullMarked;
