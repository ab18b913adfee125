/**
 * The management port: Hawtio behind a sign-in, health, and metrics.
 *
 * <p>Start with {@link dev.wadi.manage.ManagementServer}. It runs on a Vert.x of its own, apart from the application's
 * HTTP server, so that a route can never put a page on the management port and a busy console never takes a thread of
 * the pipelines. What a signed-in operator may see and do by JMX is written in {@code jolokia-access.xml}; everything
 * that is not allowed there is refused.
 */
@NullMarked
package dev.wadi.manage;

import org.jspecify.annotations.NullMarked;
