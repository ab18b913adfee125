/**
 * The Camel endpoint {@code connection:name/path}.
 *
 * <p>Start with {@link dev.wadi.connection.component.ConnectionEndpoint}, whose options are the contract with routes. The
 * work is done by {@link dev.wadi.connection.ConnectionCall} and the connection.
 */
@NullMarked
package dev.wadi.connection.component;

import org.jspecify.annotations.NullMarked;
