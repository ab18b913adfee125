/**
 * The steps of the routes in {@code routes/demo/}. Every route begins with {@link
 * dev.wadi.demo.component.RequireAuthorization} where the API is not open, and ends with {@link
 * dev.wadi.demo.component.WriteAnswer}, which lets no header of the request into the answer.
 */
@NullMarked
package dev.wadi.demo.component;

import org.jspecify.annotations.NullMarked;
