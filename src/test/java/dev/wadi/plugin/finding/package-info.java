@NullMarked
package dev.wadi.plugin.finding;

import org.jspecify.annotations.NullMarked;
