/**
 * The routes of a project, run for single records: {@link dev.wadi.dlq.rehearsal.component.RehearsedRoutes} on a context
 * whose consumers don't run, and whose endpoints have no effects.
 */
@NullMarked
package dev.wadi.dlq.rehearsal.component;

import org.jspecify.annotations.NullMarked;
