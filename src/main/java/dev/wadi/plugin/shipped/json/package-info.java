/**
 * JSON for the shipped plugins, by Jackson.
 */
@NullMarked
package dev.wadi.plugin.shipped.json;

import org.jspecify.annotations.NullMarked;
