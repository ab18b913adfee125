package dev.wadi.record;

import org.jspecify.annotations.Nullable;

/** A record's final state. A record has exactly one. */
public sealed interface Outcome {

    /** Processed to the end of its route, every action acknowledged. */
    record Delivered() implements Outcome {}

    /**
     * Left out on purpose.
     *
     * @param reason why, in words that hold for many records (no ids)
     */
    record Filtered(String reason) implements Outcome {

        /** Plugins may have none. */
        private static final String NO_REASON = "no reason";

        public Filtered(@Nullable String reason) {
            this.reason = reason == null || reason.isBlank() ? NO_REASON : reason;
        }
    }

    /**
     * Written to a retry topic.
     *
     * @param topic the retry topic
     */
    record Retried(String topic) implements Outcome {}

    /**
     * Written to a dead-letter topic.
     *
     * @param family the family of the cause
     * @param cause the cause, as the dead letter has it
     */
    record Dead(FailureFamily family, String cause) implements Outcome {}

    /**
     * The one that counts where a record was given two: dead before retried before filtered before delivered.
     *
     * @return this or the other
     */
    default Outcome or(Outcome other) {
        return other.weight() > weight() ? other : this;
    }

    private int weight() {
        return switch (this) {
            case Delivered d -> 0;
            case Filtered f -> 1;
            case Retried r -> 2;
            case Dead d -> 3;
        };
    }
}
