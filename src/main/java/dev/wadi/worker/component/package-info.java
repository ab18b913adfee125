/** What action workers have in common: {@link dev.wadi.worker.component.SuccessMessage}, the record of a delivery. */
@NullMarked
package dev.wadi.worker.component;

import org.jspecify.annotations.NullMarked;
