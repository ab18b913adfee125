@NullMarked
package dev.wadi.demo;

import org.jspecify.annotations.NullMarked;
