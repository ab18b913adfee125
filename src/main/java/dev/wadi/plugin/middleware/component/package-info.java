/**
 * The middleware at the application's HTTP server, which camel-main runs for routes {@code from: platform-http:}.
 *
 * <p>Start with {@link dev.wadi.plugin.middleware.component.HttpEntrance}.
 */
@NullMarked
package dev.wadi.plugin.middleware.component;

import org.jspecify.annotations.NullMarked;
