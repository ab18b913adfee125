package dev.wadi.kafka.ordered;

import dev.wadi.kafka.topic.KafkaSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.DefaultConsumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A route's consumer: one poll loop and some shards. */
public final class OrderedConsumer extends DefaultConsumer implements Suspendable {

    private static final int MAX_HEARTBEAT_MILLIS = 1_000;

    private final OrderedEndpoint endpoint;
    private final ConsumerEnvironment environment;

    private List<Shard> shards = List.of();
    private @Nullable PollLoop poll;
    private @Nullable ConsumerStatistics statistics;
    private @Nullable HealthCheck healthCheck;

    OrderedConsumer(OrderedEndpoint endpoint, Processor processor, ConsumerEnvironment environment) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.environment = environment;
    }

    public ConsumerStatistics statistics() {
        return Objects.requireNonNull(statistics, "known once the consumer is initialised");
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        statistics = new ConsumerStatistics(getRouteId(), environment.meters());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        environment.topics().ensure(endpoint.getTopic());
        environment.topics().ensure(endpoint.deadLetterTarget().topic());
        begin();
        environment.running().add(statistics());
        HealthCheckRegistry checks = HealthCheckRegistry.get(getEndpoint().getCamelContext());
        if (checks != null) {
            healthCheck = new OrderedConsumerHealthCheck(this, getRouteId());
            checks.register(healthCheck);
        }
    }

    private void begin() {
        ConsumerContext context = new ConsumerContext(
                getRouteId(),
                endpoint.deadLetterTarget(),
                statistics(),
                environment.listener(),
                environment.deadLetters(),
                environment.clock(),
                Executors.newVirtualThreadPerTaskExecutor());
        Backlog backlog = new Backlog(endpoint.getMaxBuffered(), endpoint.getMaxBufferedBytes());
        RecordRunner runner = new RecordRunner(this, getAsyncProcessor(), endpoint.getFormat(), context, backlog);
        int perShard = Math.max(1, endpoint.getMaxInFlight() / endpoint.getShards());
        shards = IntStream.range(0, endpoint.getShards())
                .mapToObj(i -> new Shard("wadi-" + getRouteId() + "-" + i, perShard, endpoint.getOrder(), runner))
                .toList();
        PollLoop loop = new PollLoop(
                new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                endpoint.getTopic(),
                endpoint.settings(),
                new RecordIntake(shards, endpoint.getOrder(), context),
                backlog,
                "wadi-" + getRouteId() + "-poll");
        poll = loop;
        measure(loop, backlog);
        shards.forEach(Shard::start);
        loop.start();
    }

    private void measure(PollLoop loop, Backlog backlog) {
        MeterRegistry meters = environment.meters();
        Gauge.builder("wadi.consumer.buffered", backlog, Backlog::size)
                .tag("consumer", getRouteId())
                .description("records that wait to be worked on")
                .register(meters);
        Gauge.builder("wadi.consumer.ledger.size", loop, PollLoop::ledgerSize)
                .tag("consumer", getRouteId())
                .description("records that are open, or done behind an open one")
                .register(meters);
    }

    private Map<String, Object> properties() {
        KafkaSettings kafka = environment.kafka();
        Map<String, Object> own = new HashMap<>();
        own.put("client.id", "wadi-" + getRouteId());
        own.put("group.id", group());
        own.put("enable.auto.commit", false);
        own.put("auto.offset.reset", endpoint.getAutoOffsetReset());
        own.put("isolation.level", "read_committed");
        own.put("allow.auto.create.topics", false);
        own.put("partition.assignment.strategy", List.of(CooperativeStickyAssignor.class.getName()));
        int sessionMillis = (int) endpoint.getSessionTimeout().toMillis();
        own.put("session.timeout.ms", sessionMillis);
        // A heartbeat is also how a member hears that another one joins: a long wait would hold up the whole group.
        own.put("heartbeat.interval.ms", Math.min(MAX_HEARTBEAT_MILLIS, sessionMillis / 3));
        Optional.of(endpoint.getInstanceId())
                .filter(id -> !id.isEmpty())
                .ifPresent(id -> own.put("group.instance.id", id));
        return kafka.client(own);
    }

    @Override
    protected void doStop() throws Exception {
        end();
        HealthCheckRegistry checks = HealthCheckRegistry.get(getEndpoint().getCamelContext());
        if (checks != null && healthCheck != null) {
            checks.unregister(healthCheck);
        }
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        end();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        begin();
    }

    private void end() throws InterruptedException {
        PollLoop loop = poll;
        poll = null;
        if (loop != null) {
            loop.stop();
        }
        for (Shard shard : new ArrayList<>(shards)) {
            shard.stop();
        }
        shards = List.of();
    }

    /** What keeps this consumer from consuming just now, if anything. */
    Optional<String> trouble() {
        PollLoop loop = poll;
        return loop == null ? Optional.empty() : Optional.ofNullable(loop.trouble());
    }

    int assignedPartitions() {
        PollLoop loop = poll;
        return loop == null ? 0 : loop.assignedPartitions();
    }

    String group() {
        return endpoint.getGroupId().isEmpty() ? getRouteId() : endpoint.getGroupId();
    }
}
