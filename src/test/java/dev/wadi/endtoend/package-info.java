/**
 * Wadi as its users run it: processes of their own, with the project's own files, against a real broker and the demo
 * world of the test. {@link dev.wadi.endtoend.Scene} is where to begin.
 */
@NullMarked
package dev.wadi.endtoend;

import org.jspecify.annotations.NullMarked;
