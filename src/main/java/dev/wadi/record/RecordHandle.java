package dev.wadi.record;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a consumed record carries on its exchange: its bytes, and the say over when it is done.
 *
 * <p>The consumer holds the record while its exchange is on the way; whoever works on for it afterwards takes a hold
 * of its own before the exchange ends. The record is terminal at the last release, and only then may its offset be
 * committed. Thread-safe.
 */
public interface RecordHandle extends Executor {

    /** The record as it was consumed. */
    SourceRecord source();

    /** Where the record first came in. */
    Origin origin();

    /** What it went through before. */
    default History history() {
        return History.NONE;
    }

    /** The id of the route that consumes it. */
    String consumer();

    /** The consumer group of that route. */
    default String group() {
        return consumer();
    }

    /** The topic that the route consumes, whatever retry or replay topic of it the record came from. */
    default String topic() {
        return source().topic();
    }

    /** Where the record goes when it can't be delivered. */
    DeadLetterTarget deadLetterTarget();

    /** Where it waits for its next try after a failure that may pass; empty if no retries are left. */
    default Optional<RetryTarget> nextRetry() {
        return Optional.empty();
    }

    /**
     * Runs what settles the record, unless that is under way already: parts of an exchange, such as those of a {@code
     * split}, fail each for itself, and the record is one.
     *
     * @return completes once the first of them is through
     */
    default CompletionStage<Void> settleOnce(Supplier<CompletionStage<Void>> fate) {
        return fate.get();
    }

    /** Whether it has ended: then its bytes are gone. */
    default boolean isTerminal() {
        return false;
    }

    /**
     * If the record belongs to a batch that its consumer made, asks that its members run one by one instead.
     *
     * @return whether that will happen: once the exchange ends nothing is settled, but each member runs the route alone
     */
    default boolean runBatchSingly() {
        return false;
    }

    /**
     * Says that the record waits for others, as a member of a batch that fills does.
     *
     * @param flush ends that wait: run, more than once if need be and on any thread, when the consumer is about to let go
     *     of the record's partition. Must be quick, and the same object for all that wait in one place
     */
    default void waitsForOthers(Runnable flush) {}

    /** Whether a dead letter for this cause may be written now; if not, the record is to be postponed. */
    default boolean admitsDeadLetter(FailureFamily family, String cause) {
        return true;
    }

    /**
     * Says that nothing can be done for the record now: it is not terminal once its exchange ends and all others let go,
     * but runs its route again later. Until one gets through, its consumer takes up no other record that needs the same.
     *
     * @param family what it waits for: a circuit, credentials, or (payload) an operator who looks at a flood
     * @param connection the connection that it waits for; null if it is not known, and then all records may need it
     * @param reason the same for people
     */
    default void postpone(FailureFamily family, @Nullable String connection, String reason) {
        throw new UnsupportedOperationException("this record can't wait: " + reason);
    }

    /**
     * Says that the record is about to be written to a retry topic or to the dead letters, where it ends for now.
     *
     * @param letter what is to be written
     * @param retry the retry topic; empty for a dead letter
     * @return completes once it may be written; fails only if we stop before
     */
    default CompletionStage<Void> leaves(DeadLetter letter, Optional<RetryTarget> retry) {
        return CompletableFuture.completedFuture(null);
    }

    /** Where it is noted that the later records of the key stay behind this one; empty if they do not. */
    default OptionalLong mark() {
        return OptionalLong.empty();
    }

    /** Says that a connection is about to be called for the record. */
    default void calls(String connection) {}

    /** Runs a further step of the record's route on the thread where its consumer wants it. */
    @Override
    void execute(Runnable step);

    /** Keeps the record open, and the later records of its key waiting: for an action under way. */
    Hold hold();

    /** Keeps the record open while the later records of its key go on: for a member of a batch. */
    Hold holdOpen();

    /**
     * Says how the record ends. Without a word it is delivered; of several the gravest counts ({@link Outcome#or}).
     *
     * @throws IllegalStateException if the record is terminal already
     */
    void settle(Outcome outcome);
}
