package dev.wadi.kafka.publish.component;

import dev.wadi.config.ConfigException;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.PersistentPublisher;
import dev.wadi.kafka.topic.Topics;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The {@code publish:} component. */
public final class PublishComponent extends DefaultComponent {

    private final EventPublisher publisher;
    private final PersistentPublisher persistent;
    private Executor completions = Executors.newVirtualThreadPerTaskExecutor();

    /** @param persistent writes again, for endpoints with {@code untilWritten} */
    public PublishComponent(EventPublisher publisher, PersistentPublisher persistent) {
        this.publisher = publisher;
        this.persistent = persistent;
    }

    /**
     * Where a route goes on once a record is acknowledged, if no consumed record says so: by default a virtual thread
     * each, so that a step that blocks never holds up the producer's own thread.
     */
    public void setCompletions(Executor completions) {
        this.completions = completions;
    }

    Executor completions() {
        return completions;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Topics.refuse(remaining).ifPresent(reason -> {
            throw new ConfigException(uri, reason);
        });
        PublishEndpoint endpoint = new PublishEndpoint(uri, remaining, this, publisher, persistent);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
