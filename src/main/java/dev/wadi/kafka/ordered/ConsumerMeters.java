package dev.wadi.kafka.ordered;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The gauges of a consumer: of what runs now, after each resumption too. They end with the consumer. */
final class ConsumerMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final String consumer;
    private final List<Meter> gauges = new ArrayList<>();

    ConsumerMeters(OrderedConsumer of, String consumer, MeterRegistry registry) {
        this.registry = registry;
        this.consumer = consumer;
        gauge(of, "wadi.consumer.buffered", "records that wait to be worked on", run -> run.context()
                .backlog()
                .size());
        gauge(of, "wadi.consumer.buffered.bytes", "bytes of the records that have not ended", run -> run.context()
                .backlog()
                .bytes());
        gauge(of, "wadi.consumer.ledger.size", "records that are open, or done behind an open one", run -> run.poll()
                .pauses()
                .ledgerSize());
        gauge(
                of,
                "wadi.consumer.ledger.used",
                "how full the fullest ledger of a partition is, from 0 to 1",
                run -> run.poll().pauses().ledgerUsed());
        gauge(
                of,
                "wadi.consumer.held",
                "records of the group that others of their key stay behind",
                run -> run.context().held().size());
        gauge(of, "wadi.consumer.partitions", "partitions that it has, side topics included", run -> run.poll()
                .assignedPartitions());
        gauge(
                of,
                "wadi.consumer.paused",
                "1 while records wait for a connection, or for an operator",
                run -> run.pause().isOn() ? 1 : 0);
        gauge(of, "wadi.consumer.waiting", "records that wait for a connection, or for an operator", run -> run.pause()
                .waiting());
    }

    private void gauge(OrderedConsumer of, String name, String description, ToDoubleFunction<ConsumerRun> value) {
        gauges.add(Gauge.builder(name, of, known -> known.current()
                        .map(value::applyAsDouble)
                        .orElse(0.0))
                .tag("consumer", consumer)
                .description(description)
                .register(registry));
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
