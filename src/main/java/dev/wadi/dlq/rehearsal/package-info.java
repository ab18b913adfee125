/**
 * What a replay would lead to, found out without effects: the project's own routes, plugins and connections run, and what
 * they would do outside is only told.
 *
 * <p>Start with {@link dev.wadi.dlq.rehearsal.Rehearsal}. {@link dev.wadi.dlq.rehearsal.ToldEffects} stand in for the
 * publisher, the dead letters and the connections, and write into a {@link dev.wadi.dlq.rehearsal.Transcript}; {@link
 * dev.wadi.dlq.rehearsal.RehearsedRecord} is the record on its way.
 */
@NullMarked
package dev.wadi.dlq.rehearsal;

import org.jspecify.annotations.NullMarked;
