/**
 * Reading of what users edit: YAML with places, variables, and problems that are collected and shown together.
 *
 * <p>Start with {@link dev.wadi.config.YamlFile}, which gives a {@link dev.wadi.config.YamlMapping}; each wrong value
 * becomes a {@link dev.wadi.config.Problem} with its place and remedy. Depends on nothing else of ours.
 */
@NullMarked
package dev.wadi.config;

import org.jspecify.annotations.NullMarked;
