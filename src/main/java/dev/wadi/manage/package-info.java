/**
 * The management port: Hawtio behind a sign-in, health, and metrics.
 *
 * <p>Start with {@link dev.wadi.manage.ManagementServer}. It runs on a Vert.x of its own, apart from the application's
 * HTTP server, so that a route can never put a page on the management port and a busy console never takes a thread of
 * the pipelines. What a signed-in operator may see and do by JMX is written in {@code jolokia-access.xml}; everything
 * that is not allowed there is refused.
 *
 * <p>Intentional, though it may look like a mistake:
 *
 * <ul>
 *   <li>{@code read} and {@code exec} are not among the commands of {@code jolokia-access.xml}: named there, they would be
 *       open for every MBean and its list of what is allowed would not be asked.
 *   <li>Neither camel-main's management server nor its Jolokia plugin is used. Their authentication can be off without a
 *       word, a port that is taken is only logged, and without a policy all MBeans are open.
 *   <li>The console has no Runtime page: it shows system properties, and secrets can be among them.
 *   <li>The console's files are not served by a static handler: those look into the working directory first.
 * </ul>
 */
@NullMarked
package dev.wadi.manage;

import org.jspecify.annotations.NullMarked;
