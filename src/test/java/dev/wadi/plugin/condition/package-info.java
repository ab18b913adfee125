@NullMarked
package dev.wadi.plugin.condition;

import org.jspecify.annotations.NullMarked;
