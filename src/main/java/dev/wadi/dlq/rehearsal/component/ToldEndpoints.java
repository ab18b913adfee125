package dev.wadi.dlq.rehearsal.component;

import dev.wadi.dlq.rehearsal.Transcript;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;

/**
 * Replaces each endpoint that may have effects by one that only tells what would be sent there. Known to have none, or to
 * have them only through what a rehearsal replaces anyway, are few.
 */
public final class ToldEndpoints implements EndpointStrategy {

    private static final Set<String> WITHOUT_EFFECTS = Set.of(
            "kafka-ordered",
            "publish",
            "dead-letter",
            "retry",
            "connection",
            "lookup",
            "stage",
            "transform",
            "skip",
            "direct",
            "log",
            "bean",
            "class",
            "language",
            "dataformat",
            "validator",
            "xslt",
            "micrometer",
            "caffeine-cache");

    private final Transcript transcript;

    public ToldEndpoints(Transcript transcript) {
        this.transcript = transcript;
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        String scheme = StringHelper.before(endpoint.getEndpointUri(), ":");
        return WITHOUT_EFFECTS.contains(scheme) ? endpoint : new ToldEndpoint(endpoint, transcript);
    }

    private static final class ToldEndpoint extends DefaultEndpoint {

        private final Endpoint real;
        private final Transcript transcript;

        ToldEndpoint(Endpoint real, Transcript transcript) {
            super(real.getEndpointUri(), null);
            setCamelContext(real.getCamelContext());
            this.real = real;
            this.transcript = transcript;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    transcript.tell("would send to " + URISupport.sanitizeUri(real.getEndpointUri()));
                }
            };
        }

        /** Of a route that is never started. */
        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            return real.createConsumer(processor);
        }

        @Override
        public PollingConsumer createPollingConsumer() {
            throw new UnsupportedOperationException(
                    "a dry run can't poll " + URISupport.sanitizeUri(real.getEndpointUri()));
        }

        @Override
        public boolean isLenientProperties() {
            return true;
        }
    }
}
