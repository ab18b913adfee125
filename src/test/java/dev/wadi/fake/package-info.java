/** Hand-written stand-ins and real things for tests. */
@NullMarked
package dev.wadi.fake;

import org.jspecify.annotations.NullMarked;
