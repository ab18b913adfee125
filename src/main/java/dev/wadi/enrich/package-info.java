/**
 * The built-in handlers: what a worker does to a message before it calls out.
 *
 * <p>{@link dev.wadi.enrich.Transform} maps fields, {@link dev.wadi.enrich.Validation} checks them, {@link
 * dev.wadi.enrich.Lookup} fetches what belongs to them, and {@link dev.wadi.enrich.BatchMembers} gathers messages
 * into one. These are plain classes; their Camel side is in {@code component}.
 */
@NullMarked
package dev.wadi.enrich;

import org.jspecify.annotations.NullMarked;
