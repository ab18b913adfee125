package dev.wadi.record;

import java.util.concurrent.CompletionStage;

/** Keeps records until their next try. */
@FunctionalInterface
public interface Retries {

    /**
     * Writes the letter's record to where it waits, trying again without end.
     *
     * @return completes once it is acknowledged; fails only if we stop before
     */
    CompletionStage<Void> write(DeadLetter letter, RetryTarget target);
}
