/**
 * A world for Wadi to work in: events to read, APIs to ask, APIs to deliver to.
 *
 * <p>Start with {@link dev.wadi.demo.DemoWorld}, which serves the APIs from the routes in {@code routes/demo/}, and
 * {@link dev.wadi.demo.EventGenerator}, which makes the raw events. They share no memory, so that each can run in a
 * process of its own.
 */
@NullMarked
package dev.wadi.demo;

import org.jspecify.annotations.NullMarked;
