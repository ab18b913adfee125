package dev.wadi.kafka.ordered;

import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.Fate;
import dev.wadi.record.Outcome;
import dev.wadi.record.OutcomeListener;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What the records of one consumer have in common.
 *
 * @param consumer the route id
 * @param group the consumer group
 * @param topics the topics it reads
 * @param deadLetterTarget where its dead letters go
 * @param connections those that its records have needed
 * @param held keeps the later records of a key behind one that is put aside
 * @param fate what becomes of records that fail outside of any error handling of the route
 * @param flood notices floods of dead letters
 * @param backlog counts the records that wait
 * @param statistics counts its records
 * @param listener hears of each end
 * @param clock tells when
 * @param aside runs steps that can't run on the shard's thread
 */
record ConsumerContext(
        String consumer,
        String group,
        ConsumedTopics topics,
        DeadLetterTarget deadLetterTarget,
        CalledConnections connections,
        HeldKeys held,
        Fate fate,
        FloodGuard flood,
        Backlog backlog,
        ConsumerStatistics statistics,
        OutcomeListener listener,
        Clock clock,
        Executor aside) {

    void ended(ConsumedRecord ended, Outcome outcome) {
        statistics.end(outcome);
        if (!(outcome instanceof Outcome.Dead)) {
            flood.ended();
        }
        if (outcome instanceof Outcome.Delivered) {
            connections.delivered(ended.called());
        }
        listener.terminal(ended, outcome);
    }
}
