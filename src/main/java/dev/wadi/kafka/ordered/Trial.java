package dev.wadi.kafka.ordered;

import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;

/** What a record is begun for while its consumer waits: to find out whether others like it can go on. */
interface Trial {

    /** What was found out. */
    enum Result {
        /** It got through. */
        THROUGH,
        /** It has to wait like the others, or failed. */
        FAILED,
        /** Nothing: it went another way, or was somebody else's. */
        NOTHING;

        /** What the record's end tells. */
        static Result of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Delivered d -> THROUGH;
                case Outcome.Filtered f -> THROUGH;
                case Outcome.Retried r -> FAILED;
                case Outcome.Dead dead -> dead.family() == FailureFamily.PAYLOAD ? THROUGH : FAILED;
            };
        }
    }

    /**
     * Its record has run, once.
     *
     * @param called the connections that were called for it, as {@link CalledConnections} numbers them
     */
    void ended(Result result, long called);
}
