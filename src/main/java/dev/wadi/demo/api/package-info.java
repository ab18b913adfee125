/**
 * The APIs of the demo world, as plain classes.
 *
 * <p>{@link dev.wadi.demo.api.ClaimxApi} answers what the enrichment asks; everything in its answers is a {@link
 * dev.wadi.demo.api.Draw} for the id in the question, and {@link dev.wadi.demo.api.WorldIds} says what an id means. {@link
 * dev.wadi.demo.api.ReceivingApis} take what the pipelines deliver and note it in the {@link
 * dev.wadi.demo.api.Receipts}.
 */
@NullMarked
package dev.wadi.demo.api;

import org.jspecify.annotations.NullMarked;
