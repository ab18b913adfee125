package dev.wadi.kafka.publish.component;

import dev.wadi.config.ConfigException;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.topic.Topics;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The {@code publish:} component. */
public final class PublishComponent extends DefaultComponent {

    private final EventPublisher publisher;

    public PublishComponent(EventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Topics.refuse(remaining).ifPresent(reason -> {
            throw new ConfigException(uri, reason);
        });
        PublishEndpoint endpoint = new PublishEndpoint(uri, remaining, this, publisher);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
