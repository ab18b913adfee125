/** What tests put in place of the outside world, and the real browser that looks at Wadi from there. */
@NullMarked
package dev.wadi.fake;

import org.jspecify.annotations.NullMarked;
