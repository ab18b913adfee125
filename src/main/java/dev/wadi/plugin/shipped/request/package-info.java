/**
 * The shipped plugins that make actions known which are requests to a service: {@code send_email} and {@code
 * create_claimx_task}.
 *
 * <p>A request that fails, or can't be made for lack of a parameter, fails its action, which becomes a dead letter.
 */
@NullMarked
package dev.wadi.plugin.shipped.request;

import org.jspecify.annotations.NullMarked;
