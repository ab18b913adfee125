/**
 * Workers in their short form: {@code workers.yaml} and {@code *.worker.yaml}, and the YAML DSL routes that they stand
 * for.
 *
 * <p>{@link dev.wadi.worker.WorkerFiles} reads them, {@link dev.wadi.worker.WorkerRoute} writes the text of a worker's
 * route. That text is what Camel loads: there is no other way from a worker to its steps, so what a user takes over does
 * the same. Each line of it knows the line of the worker's file that it comes from.
 */
@NullMarked
package dev.wadi.worker;

import org.jspecify.annotations.NullMarked;
