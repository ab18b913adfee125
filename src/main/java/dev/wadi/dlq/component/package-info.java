/** {@code dead-letter:failed}: keeps the exchange's records as dead letters, for the error handling of routes. */
@NullMarked
package dev.wadi.dlq.component;

import org.jspecify.annotations.NullMarked;
