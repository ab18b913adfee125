/**
 * The four built-in handlers: what a worker does to a message before it calls out.
 *
 */
@NullMarked
package dev.wadi.enrich;

import org.jspecify.annotations.NullMarked;
