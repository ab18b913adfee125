@NullMarked
package dev.wadi.launcher;

import org.jspecify.annotations.NullMarked;
