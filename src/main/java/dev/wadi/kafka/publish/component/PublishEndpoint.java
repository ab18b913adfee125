package dev.wadi.kafka.publish.component;

import dev.wadi.config.ConfigException;
import dev.wadi.json.FieldPath;
import dev.wadi.kafka.publish.EventPublisher;
import dev.wadi.kafka.publish.PatientPublisher;
import dev.wadi.kafka.publish.PersistentPublisher;
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

/** A topic that routes write to. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "publish",
        title = "Publish",
        syntax = "publish:topic",
        producerOnly = true,
        category = {Category.MESSAGING})
public final class PublishEndpoint extends DefaultEndpoint {

    @UriPath
    @Metadata(required = true)
    private final String topic;

    @UriParam(
            description = "The body's field that becomes the key, such as project_id; the consumed record's key unless"
                    + " given")
    private @Nullable String key;

    @UriParam(
            defaultValue = "false",
            description =
                    "Whether a write that fails for a while is repeated until Kafka takes it, with its record open")
    private boolean untilWritten;

    private final EventPublisher publisher;
    private final PersistentPublisher persistent;

    PublishEndpoint(
            String uri,
            String topic,
            PublishComponent component,
            EventPublisher publisher,
            PersistentPublisher persistent) {
        super(uri, component);
        this.topic = topic;
        this.publisher = publisher;
        this.persistent = persistent;
    }

    @Override
    public PublishComponent getComponent() {
        return (PublishComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        return new PublishProducer(
                this, writer(), topic, keyPath(), getComponent().completions());
    }

    private EventPublisher writer() {
        return untilWritten ? new PatientPublisher(publisher, persistent) : publisher;
    }

    private @Nullable FieldPath keyPath() {
        try {
            return key == null ? null : FieldPath.parse(key);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(getEndpointUri(), "key: " + e.getMessage());
        }
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new ConfigException(getEndpointUri(), "publish: only writes. To consume a topic, use kafka-ordered:");
    }

    public String getTopic() {
        return topic;
    }

    public boolean isUntilWritten() {
        return untilWritten;
    }

    public void setUntilWritten(boolean untilWritten) {
        this.untilWritten = untilWritten;
    }

    public @Nullable String getKey() {
        return key;
    }

    public void setKey(@Nullable String key) {
        this.key = key;
    }
}
