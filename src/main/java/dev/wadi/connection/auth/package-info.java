/**
 * How a connection proves who it is, and that what it sends comes from it.
 *
 * <p>Start with {@link dev.wadi.connection.auth.Authentication}, what is configured, and {@link
 * dev.wadi.connection.auth.Credentials}, what a call carries by it. {@link dev.wadi.connection.auth.Signer} signs calls as
 * Standard Webhooks has it.
 */
@NullMarked
package dev.wadi.connection.auth;

import org.jspecify.annotations.NullMarked;
