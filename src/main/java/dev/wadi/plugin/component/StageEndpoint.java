package dev.wadi.plugin.component;

import dev.wadi.config.ConfigException;
import dev.wadi.plugin.runtime.StageRunner;
import java.util.Set;
import java.util.function.Function;
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

    /** The stages of the error handling, which is the same for all domains. */
    private static final Set<String> FOR_FAILURES = Set.of("error", "retry", "dlq");

    @UriPath(description = "The stage's name")
    @Metadata(required = true)
    private final String name;

    @UriParam(
            description =
                    "The domain whose plugins run; at error, retry and dlq that of the failed record's route unless"
                            + " given")
    private @Nullable String domain;

    private @Nullable Function<String, StageRunner> runners;

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

    /** The domain; empty where each message decides. */
    String fixedDomain() {
        if (domain == null && FOR_FAILURES.contains(name)) {
            return "";
        }
        if (domain == null || domain.isBlank()) {
            throw new ConfigException(
                    getEndpointUri(), "the option 'domain' is missing. Possible: stage:" + name + "?domain=claimx");
        }
        return domain;
    }

    /** @param runners gives the runner for a domain */
    void setRunners(Function<String, StageRunner> runners) {
        this.runners = runners;
    }

    @Override
    public Producer createProducer() {
        if (runners == null) {
            throw new IllegalStateException("the component names the runners before any producer");
        }
        String fixed = fixedDomain();
        return fixed.isEmpty()
                ? new FailureStageProducer(this, runners)
                : new StageProducer(this, runners.apply(fixed), Filtering::stop);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("stage:" + name + " can't be consumed from. Use it in a 'to' step");
    }
}
