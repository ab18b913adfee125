package dev.wadi.launcher.dlq;

import dev.wadi.dlq.letter.Letter;

/** A replay of letters, one after the other, for real or not. */
sealed interface LetterRun permits ReplayRun, DryRun {

    void take(Letter letter);

    /** Prints what became of them all; true if all is well. */
    boolean finished();
}
