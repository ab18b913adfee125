package dev.wadi.enrich.component;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Leaves the message out on purpose: its records are filtered for the given reason, and its route ends here. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "skip",
        title = "Skip",
        syntax = "skip:reason",
        category = Category.CORE,
        producerOnly = true,
        remote = false)
public final class SkipEndpoint extends DefaultEndpoint {

    @UriPath(description = "Why, in words that hold for many messages")
    @Metadata(required = true)
    private String reason = "";

    SkipEndpoint(String uri, SkipComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        Skip skip = new Skip(reason);
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                skip.leaveOut(exchange);
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("skip: ends messages, and consumes nothing");
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
