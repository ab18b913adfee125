package dev.wadi.record;

/**
 * Where a consumer's dead letters go.
 *
 * @param topic the dead-letter topic, or a worker's error topic
 * @param form what the body is
 */
public record DeadLetterTarget(String topic, Form form) {

    /** What the body of a dead letter is. */
    public enum Form {
        /** The original bytes. */
        ORIGINAL,
        /** A worker's error message: {@code {original_message, error, worker_name}}. */
        WORKER_ERROR
    }
}
