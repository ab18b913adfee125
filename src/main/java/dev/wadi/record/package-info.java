/**
 * A consumed record and its fate.
 *
 * <p>Start with {@link dev.wadi.record.RecordHandle}: what a consumed record carries on its exchange. Whoever needs the
 * record to stay open (an action under way, a batch that is filling) takes a {@link dev.wadi.record.Hold}; the record
 * is terminal at the last release, never merely because its exchange ended. {@link dev.wadi.record.FailureFamily} tells
 * failures apart by cause, {@link dev.wadi.record.DeadLetters} keeps what could not be delivered.
 *
 * <p>Depends on nothing else of ours, so that every package can hold a record open without knowing who consumed it.
 */
@NullMarked
package dev.wadi.record;

import org.jspecify.annotations.NullMarked;
