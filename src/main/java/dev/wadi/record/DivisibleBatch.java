package dev.wadi.record;

/** A batch of records whose steps can run again for parts of it, so that only what is at fault fails. Thread-safe. */
@FunctionalInterface
public interface DivisibleBatch {

    /**
     * Asks for that. Asking again has no effect.
     *
     * @return whether it will happen: then nothing is settled once the exchange ends, but the steps run again for each
     *     half; false if it is a single record
     */
    boolean divide();
}
