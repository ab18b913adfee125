package dev.wadi.kafka.ordered;

import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.Outcome;
import dev.wadi.record.OutcomeListener;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What the records of one consumer have in common.
 *
 * @param consumer the route id
 * @param deadLetterTarget where its dead letters go
 * @param statistics counts its records
 * @param listener hears of each end
 * @param deadLetters keeps what fails outside of any error handling of the route
 * @param clock tells when
 * @param aside runs steps that can't run on the shard's thread
 */
record ConsumerContext(
        String consumer,
        DeadLetterTarget deadLetterTarget,
        ConsumerStatistics statistics,
        OutcomeListener listener,
        DeadLetters deadLetters,
        Clock clock,
        Executor aside) {

    void ended(ConsumedRecord ended, Outcome outcome) {
        statistics.end(outcome);
        listener.terminal(ended, outcome);
    }
}
