/** The five trivial plugins of the benchmark J2: two that look, three that write a field. */
@NullMarked
package dev.wadi.bench;

import org.jspecify.annotations.NullMarked;
