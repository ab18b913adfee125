package dev.wadi.kafka.ordered;

/**
 * When the later records of a key follow one that is put aside.
 *
 * @param onRetry when it waits in a retry topic
 * @param onDeadLetter when it is dead
 */
record FollowRules(LaterRecords onRetry, LaterRecords onDeadLetter) {

    /** Whether they do at all. */
    boolean hold() {
        return hold(true) || hold(false);
    }

    /** Whether they follow a record that waits for a retry, or one that doesn't and is dead. */
    boolean hold(boolean retried) {
        return (retried ? onRetry : onDeadLetter) == LaterRecords.HOLD_KEY;
    }
}
