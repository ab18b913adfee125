package dev.wadi.kafka.ordered;

import dev.wadi.record.DeadLetter;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;

/** Runs the route for one record, and decides what a failure means that the route left to the consumer. */
final class RecordRunner {

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofSeconds(30);

    private final Consumer consumer;
    private final AsyncProcessor route;
    private final RecordBody body;
    private final ConsumerContext context;
    private final Backlog backlog;

    RecordRunner(Consumer consumer, AsyncProcessor route, RecordBody body, ConsumerContext context, Backlog backlog) {
        this.consumer = consumer;
        this.route = route;
        this.body = body;
        this.context = context;
        this.backlog = backlog;
    }

    /** Takes a record up; false if its partition was revoked, and it is somebody else's. */
    boolean begin(ConsumedRecord starting) {
        backlog.remove(starting.source());
        if (!starting.ledger().begin()) {
            return false;
        }
        context.statistics().begin();
        starting.holdForExchange();
        return true;
    }

    void run(ConsumedRecord running) {
        Exchange exchange = consumer.createExchange(false);
        running.exchange = exchange;
        ExchangeRecords.attach(exchange, running);
        try {
            body.fill(exchange.getMessage(), running.source());
        } catch (Failure e) {
            exchange.setException(e);
            running.done(true);
            return;
        }
        running.inRoute = true;
        route.process(exchange, running); // what a step throws comes back in the exchange
        running.inRoute = false;
    }

    /** Runs a further step of a record that has left its route's first, synchronous part. */
    void resume(ConsumedRecord running, Runnable step) {
        running.inRoute = true;
        step.run();
        running.inRoute = false;
    }

    /**
     * Ends the record's exchange.
     *
     * @return how long the record must wait for its next try; zero if it needs none
     */
    Duration finish(ConsumedRecord finished) {
        Exchange exchange = Objects.requireNonNull(finished.exchange);
        finished.exchange = null;
        Exception thrown = exchange.getException();
        consumer.releaseExchange(exchange, false);
        if (thrown == null) {
            finished.releaseExchange();
            return Duration.ZERO;
        }
        return switch (FailureFamily.of(thrown)) {
            // Nothing is wrong with the record: it waits, and its key with it, until the way is free again.
            case CIRCUIT_OPEN, AUTH -> delay(++finished.deferrals);
            case TRANSIENT, PAYLOAD -> {
                bury(finished, thrown);
                yield Duration.ZERO;
            }
        };
    }

    /** If the record's partition was revoked: gives it back unfinished, to be consumed again by its new owner. */
    boolean abandonIfRevoked(ConsumedRecord waiting) {
        if (!waiting.ledger().isRevoked()) {
            return false;
        }
        context.statistics().giveBack();
        waiting.ledger().end();
        return true;
    }

    private void bury(ConsumedRecord failed, Exception thrown) {
        DeadLetter letter = DeadLetter.ofRecord(
                failed, thrown, context.consumer(), context.clock().instant());
        var unused = context.deadLetters().park(letter).whenComplete((parked, notParked) -> {
            if (notParked == null) {
                failed.settle(new Outcome.Dead(letter.family(), letter.cause()));
                failed.releaseExchange();
            } // else we are stopping, and the record stays open
        });
    }

    private static Duration delay(int deferrals) {
        Duration grown = FIRST_DELAY.multipliedBy(1L << Math.min(deferrals - 1, 10));
        return grown.compareTo(MAX_DELAY) < 0 ? grown : MAX_DELAY;
    }
}
