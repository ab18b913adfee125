@NullMarked
package dev.wadi.plugin.binding;

import org.jspecify.annotations.NullMarked;
