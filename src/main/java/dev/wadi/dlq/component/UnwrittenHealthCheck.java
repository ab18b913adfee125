package dev.wadi.dlq.component;

import dev.wadi.kafka.publish.PersistentPublisher;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down while Kafka refuses retries or dead letters: their records stay open until it takes them. */
public final class UnwrittenHealthCheck extends AbstractHealthCheck {

    private final PersistentPublisher publisher;

    public UnwrittenHealthCheck(PersistentPublisher publisher) {
        super("wadi", "retries-and-dead-letters");
        this.publisher = publisher;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        publisher.trouble().ifPresentOrElse(trouble -> builder.down().message(trouble), builder::up);
    }
}
