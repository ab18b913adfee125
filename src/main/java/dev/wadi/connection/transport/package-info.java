/**
 * How a connection gets to its host, and what it takes from there.
 *
 * <p>Start with {@link dev.wadi.connection.transport.Transport}: it opens the HTTP client. {@link
 * dev.wadi.connection.transport.TransportFields} reads it from YAML, with the certificates that {@link
 * dev.wadi.connection.transport.Tls} holds. {@link dev.wadi.connection.transport.AnswerBody} collects an answer within
 * its limits, and {@link dev.wadi.connection.transport.Redirect} says where a redirect may lead.
 */
@NullMarked
package dev.wadi.connection.transport;

import org.jspecify.annotations.NullMarked;
