package dev.wadi.kafka.ordered;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * A consumer's health: down while Kafka refuses to go on, a thread of it is gone, or it waits for somebody to act. A
 * circuit breaker that is open is shown and is no fault of the consumer: it goes on by itself.
 */
final class OrderedConsumerHealthCheck extends AbstractHealthCheck {

    private final OrderedConsumer consumer;

    OrderedConsumerHealthCheck(OrderedConsumer consumer, String routeId) {
        super("wadi", "kafka-ordered-" + routeId);
        this.consumer = consumer;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("group", consumer.group());
        builder.detail("in_flight", consumer.statistics().snapshot().inFlight());
        consumer.current().ifPresent(run -> describe(run, builder));
        consumer.current()
                .flatMap(OrderedConsumerHealthCheck::trouble)
                .ifPresentOrElse(trouble -> builder.down().message(trouble), builder::up);
    }

    private static void describe(ConsumerRun run, HealthCheckResultBuilder builder) {
        builder.detail("partitions", run.poll().assignedPartitions());
        run.pause().text().ifPresent(text -> {
            builder.detail("paused", text);
            builder.detail("waiting", run.pause().waiting());
            builder.message("paused: " + text);
        });
        String connections = run.pause().reasons().stream()
                .map(Pause.Reason::connection)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        if (!connections.isEmpty()) {
            builder.detail("waits_for", connections);
        }
    }

    private static Optional<String> trouble(ConsumerRun run) {
        if (!run.isAlive()) {
            return Optional.of("a thread of the consumer is gone; see the log");
        }
        return run.shards().stream()
                .map(Shard::fault)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> Optional.ofNullable(run.poll().trouble()))
                .or(() -> Optional.ofNullable(run.context().held().trouble()))
                .or(() -> run.pause().reasons().stream()
                        .filter(reason -> reason.cause() != Pause.Cause.CIRCUIT)
                        .findFirst()
                        .map(reason -> "paused: " + reason.text()));
    }
}
