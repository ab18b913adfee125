package dev.wadi.dlq.component;

import dev.wadi.record.DeadLetters;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The {@code dead-letter:} component. */
public final class DeadLetterComponent extends DefaultComponent {

    private final DeadLetters deadLetters;
    private final Clock clock;

    public DeadLetterComponent(DeadLetters deadLetters, Clock clock) {
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new DeadLetterEndpoint(uri, remaining, this, deadLetters, clock);
    }
}
