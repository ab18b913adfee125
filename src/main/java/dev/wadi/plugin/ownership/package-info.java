/**
 * What plugins have got from Wadi, so that it can be taken back.
 *
 * <p>{@link dev.wadi.plugin.ownership.Ownership} is one plugin's ledger.
 */
@NullMarked
package dev.wadi.plugin.ownership;

import org.jspecify.annotations.NullMarked;
