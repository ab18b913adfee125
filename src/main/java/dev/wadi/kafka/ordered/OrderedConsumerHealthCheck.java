package dev.wadi.kafka.ordered;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A consumer's health: down while Kafka refuses to go on. */
final class OrderedConsumerHealthCheck extends AbstractHealthCheck {

    private final OrderedConsumer consumer;

    OrderedConsumerHealthCheck(OrderedConsumer consumer, String routeId) {
        super("wadi", "kafka-ordered-" + routeId);
        this.consumer = consumer;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        ConsumerStatistics.Snapshot now = consumer.statistics().snapshot();
        builder.detail("group", consumer.group());
        builder.detail("partitions", consumer.assignedPartitions());
        builder.detail("in_flight", now.inFlight());
        consumer.trouble().ifPresentOrElse(trouble -> builder.down().message(trouble), builder::up);
    }
}
