/**
 * A world for Wadi to work in: events to read, APIs to ask, APIs to deliver to.
 *
 * <p>Start with {@link dev.wadi.demo.DemoWorld}, which serves the APIs from the routes in {@code routes/demo/}, and
 * {@link dev.wadi.demo.EventGenerator}, which makes the raw events. They share no memory: all that the APIs answer is
 * drawn from the ids in the question, and {@link dev.wadi.demo.WorldIds} says what an id means. {@link
 * dev.wadi.demo.Receipts} tells what arrived.
 */
@NullMarked
package dev.wadi.demo;

import org.jspecify.annotations.NullMarked;
