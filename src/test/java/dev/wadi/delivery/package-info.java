/**
 * What {@code kafka-ordered:} promises while things around it break: the broker, the topic of the dead letters, the
 * group, an endpoint. Routes from YAML text on a real broker; processes that are killed are in {@code endtoend}.
 */
@NullMarked
package dev.wadi.delivery;

import org.jspecify.annotations.NullMarked;
