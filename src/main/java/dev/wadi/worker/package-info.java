/** What action workers have in common: {@link dev.wadi.worker.SuccessMessage}, the record of a delivery. */
@NullMarked
package dev.wadi.worker;

import org.jspecify.annotations.NullMarked;
