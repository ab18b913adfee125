package dev.wadi.kafka.ordered;

import dev.wadi.log.LogScope;
import dev.wadi.record.DeadLetter;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/** Runs the route for a record or a batch, and decides what a failure means that the route left to the consumer. */
final class RecordRunner {

    private final Consumer consumer;
    private final AsyncProcessor route;
    private final RecordBody body;
    private final boolean batches;
    private final ConsumerContext context;

    RecordRunner(Consumer consumer, AsyncProcessor route, RecordBody body, boolean batches, ConsumerContext context) {
        this.consumer = consumer;
        this.route = route;
        this.body = body;
        this.batches = batches;
        this.context = context;
    }

    /** Takes records up; false if their partition was revoked, and they are somebody else's. */
    boolean begin(ConsumedRecord starting) {
        boolean ours = starting.ledger().begin(starting.all().getLast().offset(), starting.size());
        for (ConsumedRecord member : starting.all()) {
            context.backlog().taken();
            if (ours) {
                context.statistics().begin();
                member.begun = true;
                member.holdForExchange();
            } else {
                member.drop();
            }
        }
        return ours;
    }

    void run(ConsumedRecord running) {
        running.all().forEach(ConsumedRecord::beginExchange);
        HeldKeys held = context.held();
        if (held.lets(running)) {
            process(running);
            return;
        }
        var unused = held.admit(running.all()).thenAccept(admitted -> {
            running.execute(() -> {
                if (admitted.isEmpty()) {
                    running.endTrial(Trial.Result.NOTHING); // the next one will tell more
                } else {
                    running.members = batches ? admitted : running.members;
                    process(running);
                }
            });
        });
    }

    private void process(ConsumedRecord taken) {
        Exchange exchange = consumer.createExchange(false);
        ConsumedRecord running = taken;
        if (batches) {
            running = fillBatch(exchange, taken);
            if (running == null) {
                return;
            }
        } else {
            fill(exchange, taken, body);
        }
        exchange.getExchangeExtension().addOnCompletion(running);
        running.starts(exchange);
        LogScope scope = LogScope.ofThread();
        Object outer = scope.enter(running);
        ShardThread.enterRoute();
        try {
            route.process(exchange, running); // what a step throws comes back in the exchange
        } finally {
            scope.leave(outer);
        }
        leave(running);
    }

    /** What can't be read goes to the route's error handling at once, as Camel's bridgeErrorHandler would do it. */
    static void fill(Exchange exchange, RecordHandle running, RecordBody body) {
        SourceRecord source = running.source();
        RecordBody.headers(exchange.getMessage(), source);
        ExchangeRecords.attach(exchange, running);
        try {
            exchange.getMessage().setBody(body.of(source));
        } catch (Failure e) {
            exchange.getMessage().setBody(source.value());
            exchange.setException(e);
            exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, e);
            exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
            exchange.getExchangeExtension().setRedeliveryExhausted(true);
        }
    }

    /** Members that can't be read run by themselves; the others are the batch. */
    private @Nullable ConsumedRecord fillBatch(Exchange exchange, ConsumedRecord leader) {
        List<@Nullable Object> bodies = new ArrayList<>();
        List<RecordHandle> handles = new ArrayList<>();
        List<ConsumedRecord> readable = new ArrayList<>();
        List<ConsumedRecord> unreadable = new ArrayList<>();
        for (ConsumedRecord member : leader.all()) {
            try {
                bodies.add(body.of(member.source()));
                handles.add(member);
                readable.add(member);
            } catch (Failure e) {
                unreadable.add(member);
            }
        }
        if (leader.size() == 1 && !unreadable.isEmpty()) {
            fill(exchange, leader, body);
            return leader;
        }
        if (!unreadable.isEmpty()) {
            leader.runApart(unreadable);
            if (readable.isEmpty()) {
                return null;
            }
        }
        ConsumedRecord first = readable.getFirst(); // one that runs apart must not lead
        Trial trial = leader.trial();
        if (first != leader && trial != null) {
            leader.tries(null);
            first.tries(trial);
        }
        first.lead(readable);
        exchange.getMessage().setBody(bodies);
        ExchangeRecords.attach(exchange, handles);
        return first;
    }

    /** Runs a further step of a record that has left its route's first, synchronous part. */
    void resume(ConsumedRecord running, Runnable step) {
        running.inRoute = Thread.currentThread();
        LogScope scope = LogScope.ofThread();
        Object outer = scope.enter(running);
        ShardThread.enterRoute();
        try {
            step.run();
        } finally {
            scope.leave(outer);
        }
        leave(running);
    }

    /** Back from a step of a record's route, if the shard is still this thread's. */
    private static void leave(ConsumedRecord running) {
        ShardThread.leaveRoute();
        running.inRoute = null;
    }

    /**
     * Ends the exchange of a record or batch.
     *
     * @return what it has to wait for; null if it needn't
     */
    Pause.@Nullable Reason finish(ConsumedRecord finished) {
        Exchange exchange = Objects.requireNonNull(finished.exchange);
        Exception thrown = finished.failure();
        finished.exchange = null;
        consumer.releaseExchange(exchange, false);
        if (finished.runsSingly()) {
            return null;
        }
        Pause.Reason reason = thrown == null ? null : judge(finished, thrown);
        for (ConsumedRecord member : finished.all()) {
            Pause.Reason asked = member.endExchange(reason != null);
            reason = reason == null ? asked : reason;
        }
        if (reason != null) {
            finished.all().forEach(member -> member.endExchange(true));
        } else if (thrown == null) {
            finished.all().forEach(ConsumedRecord::releaseExchange);
        }
        return reason;
    }

    private Pause.@Nullable Reason judge(ConsumedRecord failed, Exception thrown) {
        String text = DeadLetter.describe(thrown);
        FailureFamily family = FailureFamily.of(thrown);
        return switch (family) {
            // Nothing is wrong with the record: it waits, and its key with it, until the way is free again.
            case CIRCUIT_OPEN, AUTH ->
                Pause.Reason.of(family, Failure.connectionOf(thrown).orElse(null), text);
            case TRANSIENT, PAYLOAD -> {
                settleAll(failed, thrown);
                yield null;
            }
        };
    }

    private void settleAll(ConsumedRecord failed, Exception thrown) {
        List<DeadLetter> letters =
                failed.all().stream().map(member -> letter(member, thrown)).toList();
        if (!context.fate().postpones(letters)) {
            // Fails only if we stop before: then the records stay open.
            var unused =
                    context.fate().settleAll(letters, letter -> ((ConsumedRecord) letter.record()).releaseExchange());
        }
    }

    private DeadLetter letter(ConsumedRecord failed, Exception thrown) {
        return DeadLetter.ofRecord(
                failed, thrown, context.consumer(), context.clock().instant());
    }

    /** If the records' partition was revoked: gives them back unfinished, to be consumed again by its new owner. */
    boolean abandonIfRevoked(ConsumedRecord waiting) {
        if (!waiting.ledger().isRevoked()) {
            return false;
        }
        for (ConsumedRecord member : waiting.all()) {
            context.statistics().giveBack();
            member.drop();
            waiting.ledger().giveBack(member.offset());
        }
        return true;
    }
}
