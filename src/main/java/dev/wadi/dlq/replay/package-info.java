/**
 * Dead letters on their way again.
 *
 * <p>Start with {@link dev.wadi.dlq.replay.Replayer}: a record goes to the replay topic of its consumer as it was when it
 * came in, an action is carried out again.
 */
@NullMarked
package dev.wadi.dlq.replay;

import org.jspecify.annotations.NullMarked;
