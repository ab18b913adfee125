@NullMarked
package dev.wadi.claim;

import org.jspecify.annotations.NullMarked;
