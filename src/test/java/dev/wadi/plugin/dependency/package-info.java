@NullMarked
package dev.wadi.plugin.dependency;

import org.jspecify.annotations.NullMarked;
