/**
 * JSON bodies as plain Java (maps, lists, texts, numbers, booleans, null), and paths into them.
 *
 * <p>{@link dev.wadi.json.Json} parses and writes, {@link dev.wadi.json.FieldPath} reads a field. Bodies are plain maps
 * so that a route can read them with Camel's Simple: <code>${body[status]}</code>.
 */
@NullMarked
package dev.wadi.json;

import org.jspecify.annotations.NullMarked;
