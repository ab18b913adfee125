package dev.wadi.dlq.component;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down while Kafka refuses retries or dead letters: their records stay open until it takes them. */
public final class UnwrittenHealthCheck extends AbstractHealthCheck {

    private final Supplier<Optional<String>> trouble;

    /** @param trouble what keeps them from being written, if anything */
    public UnwrittenHealthCheck(Supplier<Optional<String>> trouble) {
        super("wadi", "retries-and-dead-letters");
        this.trouble = trouble;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        trouble.get().ifPresentOrElse(text -> builder.down().message(text), builder::up);
    }
}
