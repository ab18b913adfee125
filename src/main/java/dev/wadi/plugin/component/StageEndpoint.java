package dev.wadi.plugin.component;

import dev.wadi.config.ConfigException;
import dev.wadi.plugin.runtime.StageRunner;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Runs the plugins of a stage; a filter stops the route for the message. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "stage",
        title = "Stage",
        syntax = "stage:name",
        producerOnly = true,
        category = Category.CORE)
public final class StageEndpoint extends DefaultEndpoint {

    @UriPath(description = "The stage's name")
    @Metadata(required = true)
    private final String name;

    @UriParam(description = "The domain whose plugins run")
    @Metadata(required = true)
    private @Nullable String domain;

    private @Nullable StageRunner runner;

    StageEndpoint(String uri, StageComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    public String getName() {
        return name;
    }

    public @Nullable String getDomain() {
        return domain;
    }

    public void setDomain(String domain) {
        this.domain = domain;
    }

    String requiredDomain() {
        if (domain == null || domain.isBlank()) {
            throw new ConfigException(
                    getEndpointUri(), "the option 'domain' is missing. Possible: stage:" + name + "?domain=claimx");
        }
        return domain;
    }

    void setRunner(StageRunner runner) {
        this.runner = runner;
    }

    @Override
    public Producer createProducer() {
        if (runner == null) {
            throw new IllegalStateException("the component makes the runner before any producer");
        }
        return new StageProducer(this, runner);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("stage:" + name + " can't be consumed from. Use it in a 'to' step");
    }
}
