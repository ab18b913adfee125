package dev.wadi.record;

import java.util.concurrent.CompletionStage;

/** Keeps what could not be delivered. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Writes the letter, trying again without end: the record must not become terminal before its letter is safe.
     *
     * @return completes once the letter is acknowledged; fails only if we stop before
     */
    CompletionStage<Void> park(DeadLetter letter);
}
