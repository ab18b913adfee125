package dev.wadi.kafka.ordered;

import dev.wadi.config.ConfigException;
import dev.wadi.kafka.topic.Topics;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The {@code kafka-ordered:} component. */
public final class OrderedComponent extends DefaultComponent {

    private final ConsumerEnvironment environment;

    public OrderedComponent(ConsumerEnvironment environment) {
        this.environment = environment;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Topics.refuse(remaining).ifPresent(reason -> {
            throw new ConfigException(uri, reason);
        });
        OrderedEndpoint endpoint = new OrderedEndpoint(uri, remaining, this, environment);
        setProperties(endpoint.delivery(), parameters);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
