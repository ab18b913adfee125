/**
 * The shipped plugin that keeps this instance in Consul and finds others there: {@link
 * dev.wadi.plugin.shipped.consul.ConsulServiceDiscoveryPlugin}. {@link dev.wadi.plugin.shipped.consul.ConsulApi} speaks
 * to Consul, {@link dev.wadi.plugin.shipped.consul.ConsulEntry} is what is said.
 */
@NullMarked
package dev.wadi.plugin.shipped.consul;

import org.jspecify.annotations.NullMarked;
