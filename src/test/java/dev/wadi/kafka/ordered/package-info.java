@NullMarked
package dev.wadi.kafka.ordered;

import org.jspecify.annotations.NullMarked;
