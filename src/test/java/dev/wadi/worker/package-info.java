/** Tests of workers. */
@NullMarked
package dev.wadi.worker;

import org.jspecify.annotations.NullMarked;
