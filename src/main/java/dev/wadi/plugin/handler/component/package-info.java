/** The endpoints {@code handler:name}: start with {@link dev.wadi.plugin.handler.component.HandlerEndpoint}. */
@NullMarked
package dev.wadi.plugin.handler.component;

import org.jspecify.annotations.NullMarked;
