/**
 * The ClaimX domain: raw events, and the rows that the API's answers become.
 *
 * <p>Start with {@link dev.wadi.claim.claimx.ClaimxEvents}, which brings a raw event into its canonical form, and
 * {@link dev.wadi.claim.claimx.ClaimxRows}, which makes the rows of the seven entity tables from an event and the API's
 * answers to it. {@link dev.wadi.claim.claimx.ClaimxEventType} says which answers an event needs. Each {@code *Rows}
 * class holds the column tables of one answer: read them as the mapping from the API to the tables.
 */
@NullMarked
package dev.wadi.claim.claimx;

import org.jspecify.annotations.NullMarked;
