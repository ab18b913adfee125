package dev.wadi.dlq.component;

import dev.wadi.config.ConfigException;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.Fate;
import dev.wadi.record.Retries;
import java.time.Clock;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Where the records of a failed exchange wait for their next try; without any left, where they are kept as dead letters. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "retry",
        title = "Retry",
        syntax = "retry:name",
        producerOnly = true,
        category = {Category.MESSAGING})
public final class RetryEndpoint extends DefaultEndpoint {

    @UriPath(description = "A name for readers of the route; has no effect")
    @Metadata(required = true)
    private final String name;

    private final Retries retries;
    private final DeadLetters deadLetters;
    private final Clock clock;

    RetryEndpoint(
            String uri, String name, RetryComponent component, Retries retries, DeadLetters deadLetters, Clock clock) {
        super(uri, component);
        this.name = name;
        this.retries = retries;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    public Producer createProducer() {
        return new FailureProducer(this, Fate.retry(retries, deadLetters), clock);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new ConfigException(getEndpointUri(), "retry: only writes");
    }

    public String getName() {
        return name;
    }
}
