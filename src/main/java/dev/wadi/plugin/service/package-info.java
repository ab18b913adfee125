/**
 * Service registries: this instance is entered in them, and connections find the instances of other services there.
 *
 * <p>Start with {@link dev.wadi.plugin.service.ServiceRegistration} and {@link dev.wadi.plugin.service.ServiceDiscovery}.
 */
@NullMarked
package dev.wadi.plugin.service;

import org.jspecify.annotations.NullMarked;
