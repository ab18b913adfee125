/**
 * The steps of the ClaimX routes: {@link dev.wadi.claim.claimx.component.NormaliseEvent} and
 * {@link dev.wadi.claim.claimx.component.ExtractRows}. They take a map as the body and put a map in its place.
 */
@NullMarked
package dev.wadi.claim.claimx.component;

import org.jspecify.annotations.NullMarked;
