package dev.wadi.dlq.component;

import dev.wadi.config.ConfigException;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.Fate;
import java.time.Clock;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Where the records of a failed exchange are kept, each in the dead-letter topic of its consumer. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "dead-letter",
        title = "Dead Letter",
        syntax = "dead-letter:name",
        producerOnly = true,
        category = {Category.MESSAGING})
public final class DeadLetterEndpoint extends DefaultEndpoint {

    @UriPath(description = "A name for readers of the route; has no effect")
    @Metadata(required = true)
    private final String name;

    private final DeadLetters deadLetters;
    private final Clock clock;

    DeadLetterEndpoint(String uri, String name, DeadLetterComponent component, DeadLetters deadLetters, Clock clock) {
        super(uri, component);
        this.name = name;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    public Producer createProducer() {
        return new FailureProducer(this, Fate.death(deadLetters), clock);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new ConfigException(getEndpointUri(), "dead-letter: only writes");
    }

    public String getName() {
        return name;
    }
}
