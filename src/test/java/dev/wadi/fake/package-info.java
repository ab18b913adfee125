/** Hand-written stand-ins for what tests don't want for real. */
@NullMarked
package dev.wadi.fake;

import org.jspecify.annotations.NullMarked;
