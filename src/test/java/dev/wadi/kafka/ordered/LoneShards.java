package dev.wadi.kafka.ordered;

import dev.wadi.record.DeadLetterTarget;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.Fate;
import dev.wadi.record.Origin;
import dev.wadi.record.SourceRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.CamelInternalProcessor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A consumer's shards without Kafka: the test is the poll thread, and its route is what it says. */
final class LoneShards implements AutoCloseable {

    private static final CamelContext CAMEL = new DefaultCamelContext();

    private final Map<Integer, OffsetLedger> ledgers = new ConcurrentHashMap<>();
    private volatile Runnable afterEnd = () -> {};
    private final Queue<Origin> ended = new ConcurrentLinkedQueue<>();
    private final ConsumerStatistics statistics = new ConsumerStatistics("lone", new SimpleMeterRegistry());
    private final List<Shard> shards;
    private final RecordIntake intake;
    private final Backlog backlog = new Backlog(Integer.MAX_VALUE, Long.MAX_VALUE);

    /**
     * Starts shards.
     *
     * @param maxInFlight how many records each shard works on at once
     */
    LoneShards(int count, int maxInFlight, RecordOrder order, AsyncProcessor route, DeadLetters deadLetters) {
        ConsumedTopics topics = new ConsumedTopics("lone", "lone", false, RetrySchedule.of("", 0));
        Fate fate = Fate.death(deadLetters);
        CalledConnections called = new CalledConnections();
        ConsumerContext context = new ConsumerContext(
                "lone",
                "lone",
                topics,
                new DeadLetterTarget("lone.dlq", DeadLetterTarget.Form.ORIGINAL),
                called,
                NoHeldKeys.of(topics, fate),
                fate,
                new FloodGuard(0, 100),
                backlog,
                statistics,
                (handle, outcome) -> {
                    ended.add(handle.source().place());
                    afterEnd.run();
                },
                Clock.systemUTC(),
                Runnable::run);
        Pause pause = new Pause(called);
        RecordRunner runner = new RecordRunner(consumer(route), asInARoute(route), RecordBody.BYTES, false, context);
        shards = IntStream.range(0, count)
                .mapToObj(i -> new Shard("lone-" + i, maxInFlight, new BatchSettings(0, Duration.ZERO), runner, pause))
                .toList();
        intake = new RecordIntake(shards, order, context);
        shards.forEach(Shard::start);
    }

    /** With a unit of work around it, which hears of the exchange's completion. */
    private static AsyncProcessor asInARoute(AsyncProcessor steps) {
        CamelInternalProcessor route = new CamelInternalProcessor(CAMEL, steps);
        route.addAdvice(new CamelInternalProcessor.UnitOfWorkProcessorAdvice(null, CAMEL));
        return route;
    }

    private static Consumer consumer(Processor route) {
        DefaultEndpoint endpoint = new DefaultEndpoint("lone:endpoint", null) {
            @Override
            public CamelContext getCamelContext() {
                return CAMEL;
            }

            @Override
            public Producer createProducer() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                return new DefaultConsumer(this, processor);
            }
        };
        return new DefaultConsumer(endpoint, route);
    }

    /** A record with a key of its own choice, or none. */
    static SourceRecord record(int partition, long offset, byte @Nullable [] key) {
        return new SourceRecord("lone", partition, offset, 0, key, new byte[0], List.of());
    }

    /** Runs after each end from now on, where the consumer's listener hears of it. */
    void afterEach(Runnable listener) {
        afterEnd = listener;
    }

    /** Takes records in, as one poll does. */
    void poll(List<SourceRecord> records) {
        for (SourceRecord polled : records) {
            backlog.fetched(polled);
            intake.take(polled, ledger(polled.partition()));
        }
        intake.handOver();
    }

    OffsetLedger ledger(int partition) {
        return ledgers.computeIfAbsent(partition, p -> new OffsetLedger(new TopicPartition("lone", p)));
    }

    /** Takes a partition away, without the wait for what has begun. */
    void revoke(int partition) {
        ledger(partition).revoke(false);
        intake.sweepRevoked();
    }

    /** Each end of a record, in the order of the ends. */
    List<Origin> ended() {
        return List.copyOf(ended);
    }

    ConsumerStatistics.Snapshot snapshot() {
        return statistics.snapshot();
    }

    @Override
    public void close() throws InterruptedException {
        for (Shard shard : shards) {
            shard.stop();
        }
    }
}
