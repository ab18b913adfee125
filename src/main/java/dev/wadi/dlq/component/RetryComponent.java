package dev.wadi.dlq.component;

import dev.wadi.record.DeadLetters;
import dev.wadi.record.Retries;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The {@code retry:} component. */
public final class RetryComponent extends DefaultComponent {

    private final Retries retries;
    private final DeadLetters deadLetters;
    private final Clock clock;

    public RetryComponent(Retries retries, DeadLetters deadLetters, Clock clock) {
        this.retries = retries;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new RetryEndpoint(uri, remaining, this, retries, deadLetters, clock);
    }
}
