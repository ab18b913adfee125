/**
 * The commands {@code wadi dlq list|show|replay|discard}.
 *
 * <p>Start with {@link dev.wadi.launcher.dlq.DlqCommand}. What the commands need of the project around them, such as its
 * connections, they get from a {@link dev.wadi.launcher.dlq.Desk}.
 */
@NullMarked
package dev.wadi.launcher.dlq;

import org.jspecify.annotations.NullMarked;
