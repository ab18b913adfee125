@NullMarked
package dev.wadi.demo.api;

import org.jspecify.annotations.NullMarked;
