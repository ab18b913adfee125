/**
 * Instances of services: this one, and those that connections reach by name.
 *
 * <p>Start with {@link dev.wadi.plugin.spi.service.ServiceInstance}.
 */
@NullMarked
package dev.wadi.plugin.spi.service;

import org.jspecify.annotations.NullMarked;
