package dev.wadi.kafka.ordered;

/** What the later records of a key do once one of them waits in a retry topic, or is a dead letter. */
public enum LaterRecords {
    /** They go on, and may overtake it. */
    CONTINUE,
    /** They follow it, and stay behind it. */
    HOLD_KEY
}
