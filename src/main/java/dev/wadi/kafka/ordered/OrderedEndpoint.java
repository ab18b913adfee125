package dev.wadi.kafka.ordered;

import dev.wadi.config.ConfigException;
import dev.wadi.record.DeadLetterTarget;
import java.time.Duration;
import java.util.Map;
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

/** A topic that is consumed in order per key, committing only the frontier. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "kafka-ordered",
        title = "Kafka Ordered",
        syntax = "kafka-ordered:topic",
        consumerOnly = true,
        category = {Category.MESSAGING})
public final class OrderedEndpoint extends DefaultEndpoint {

    /** A fetch that waits for retries holds up the next for the topic. */
    static final Map<String, Object> SHORT_FETCHES = Map.of("fetch.max.wait.ms", 20);

    @UriPath
    @Metadata(required = true)
    private final String topic;

    @UriParam(description = "The consumer group; the route id unless given")
    private String groupId = "";

    @UriParam(description = "Where dead letters go; <topic>.dlq unless given")
    private String deadLetterTopic = "";

    @UriParam(description = "A worker's error topic: dead letters go there as {original_message, error, worker_name}")
    private String errorTopic = "";

    @UriParam(description = "A name for this member that survives restarts (static membership)")
    private String instanceId = "";

    @UriParam(defaultValue = "earliest", enums = "earliest,latest", description = "Where a new group starts")
    private String autoOffsetReset = "earliest";

    @UriParam(defaultValue = "200", description = "How often frontiers are committed")
    private Duration commitInterval = Duration.ofMillis(200);

    @UriParam(
            defaultValue = "10000",
            description = "After how long without a heartbeat the group gives this member's partitions to others")
    private Duration sessionTimeout = Duration.ofSeconds(10);

    @UriParam(
            defaultValue = "10000",
            description = "How long records under way may take to finish on stop and rebalance")
    private Duration drainTimeout = Duration.ofSeconds(10);

    @UriParam(
            description = "How many records one poll takes from Kafka at most; as the settings of the clients, or 500")
    private @Nullable Integer maxPollRecords;

    private final DeliveryOptions delivery = new DeliveryOptions();
    private final ConsumerEnvironment environment;

    OrderedEndpoint(String uri, String topic, OrderedComponent component, ConsumerEnvironment environment) {
        super(uri, component);
        this.topic = topic;
        this.environment = environment;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        delivery.check(getEndpointUri());
        if (maxPollRecords != null && maxPollRecords < 1) {
            throw new ConfigException(getEndpointUri(), "maxPollRecords must be at least 1, but was " + maxPollRecords);
        }
        OrderedConsumer consumer = new OrderedConsumer(this, processor, environment);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new ConfigException(getEndpointUri(), "kafka-ordered: only consumes. To write to a topic, use publish:");
    }

    /** Where this endpoint's dead letters go. */
    DeadLetterTarget deadLetterTarget() {
        if (!errorTopic.isEmpty()) {
            return new DeadLetterTarget(errorTopic, DeadLetterTarget.Form.WORKER_ERROR);
        }
        String dlq = deadLetterTopic.isEmpty() ? ConsumedTopics.base(topic) + ".dlq" : deadLetterTopic;
        return new DeadLetterTarget(dlq, DeadLetterTarget.Form.ORIGINAL);
    }

    OrderedSettings settings() {
        return new OrderedSettings(
                commitInterval, drainTimeout, delivery.maxLedger(), autoOffsetReset.equals("latest"));
    }

    /** What polls are like where this endpoint says so. */
    Map<String, Object> polls() {
        return maxPollRecords == null ? Map.of() : Map.of("max.poll.records", maxPollRecords);
    }

    DeliveryOptions delivery() {
        return delivery;
    }

    public String getTopic() {
        return topic;
    }

    public String getGroupId() {
        return groupId;
    }

    public void setGroupId(String groupId) {
        this.groupId = groupId;
    }

    public String getDeadLetterTopic() {
        return deadLetterTopic;
    }

    public void setDeadLetterTopic(String deadLetterTopic) {
        this.deadLetterTopic = deadLetterTopic;
    }

    public String getErrorTopic() {
        return errorTopic;
    }

    public void setErrorTopic(String errorTopic) {
        this.errorTopic = errorTopic;
    }

    public String getInstanceId() {
        return instanceId;
    }

    public void setInstanceId(String instanceId) {
        this.instanceId = instanceId;
    }

    public @Nullable Integer getMaxPollRecords() {
        return maxPollRecords;
    }

    public void setMaxPollRecords(@Nullable Integer maxPollRecords) {
        this.maxPollRecords = maxPollRecords;
    }

    public String getAutoOffsetReset() {
        return autoOffsetReset;
    }

    public void setAutoOffsetReset(String autoOffsetReset) {
        this.autoOffsetReset = autoOffsetReset;
    }

    public Duration getCommitInterval() {
        return commitInterval;
    }

    public void setCommitInterval(Duration commitInterval) {
        this.commitInterval = commitInterval;
    }

    public Duration getSessionTimeout() {
        return sessionTimeout;
    }

    public void setSessionTimeout(Duration sessionTimeout) {
        this.sessionTimeout = sessionTimeout;
    }

    public Duration getDrainTimeout() {
        return drainTimeout;
    }

    public void setDrainTimeout(Duration drainTimeout) {
        this.drainTimeout = drainTimeout;
    }
}
