/**
 * What plugins ask for, carried out.
 *
 * <p>Start with {@link dev.wadi.action.ActionExecutor}. Nothing here blocks: the route goes on while an action is under
 * way, and the action holds its records open until it is acknowledged, or parked as a dead letter.
 */
@NullMarked
package dev.wadi.action;

import org.jspecify.annotations.NullMarked;
