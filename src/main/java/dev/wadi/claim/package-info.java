/**
 * What the claims domains share: how a field of an API's answer or of a raw event becomes a column of a row.
 *
 * <p>Start with {@link dev.wadi.claim.Columns}, a table of {@link dev.wadi.claim.Column}s; each names the row's column,
 * the {@link dev.wadi.claim.Conversion} and where the value is read from. {@link dev.wadi.claim.Timestamps} reads and
 * writes the points in time of events and rows. The domains themselves are packages below and never see each other.
 */
@NullMarked
package dev.wadi.claim;

import org.jspecify.annotations.NullMarked;
