@NullMarked
package dev.wadi.plugin.limit;

import org.jspecify.annotations.NullMarked;
