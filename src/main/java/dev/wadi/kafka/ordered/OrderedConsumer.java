package dev.wadi.kafka.ordered;

import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.RecordHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.DefaultConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A route's consumer: one poll loop and some shards. */
@ManagedResource(description = "Managed kafka-ordered consumer")
public final class OrderedConsumer extends DefaultConsumer implements Suspendable {

    private static final int MAX_HEARTBEAT_MILLIS = 1_000;

    private final OrderedEndpoint endpoint;
    private final ConsumerEnvironment environment;

    private @Nullable ConsumerStatistics statistics;
    private @Nullable ConsumerMeters meters;
    private @Nullable HealthCheck healthCheck;
    private volatile @Nullable ConsumerRun run;

    OrderedConsumer(OrderedEndpoint endpoint, Processor processor, ConsumerEnvironment environment) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.environment = environment;
    }

    public ConsumerStatistics statistics() {
        return Objects.requireNonNull(statistics, "known once the consumer is initialised");
    }

    /** The exchange with which the route would run for a record, or for a batch of it alone: to try the route out. */
    public Exchange exchange(RecordHandle handle) {
        Exchange exchange = createExchange(false);
        RecordRunner.fill(exchange, handle, endpoint.delivery().format());
        if (endpoint.delivery().batches().isOn()) {
            exchange.getMessage()
                    .setBody(Collections.singletonList(exchange.getMessage().getBody()));
            ExchangeRecords.attach(exchange, List.of(handle));
        }
        return exchange;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        statistics = environment.running().of(getRouteId(), environment.meters());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        begin();
        meters = new ConsumerMeters(this, getRouteId(), environment.meters());
        HealthCheckRegistry checks = HealthCheckRegistry.get(getEndpoint().getCamelContext());
        if (checks != null) {
            healthCheck = new OrderedConsumerHealthCheck(this, getRouteId());
            checks.register(healthCheck);
        }
    }

    private void begin() {
        DeliveryOptions options = endpoint.delivery();
        ConsumedTopics topics = topics(options);
        Collection<String> needed = new TreeSet<>(topics.all());
        needed.addAll(topics.written());
        needed.add(endpoint.deadLetterTarget().topic());
        environment.topics().forLetters(endpoint.deadLetterTarget().topic());
        if (options.followRules().hold()) {
            needed.add(HeldMark.topicOf(topics.base()));
        }
        environment.topics().ensure(needed);
        CalledConnections called = new CalledConnections();
        ConsumerContext context = new ConsumerContext(
                getRouteId(),
                group(),
                topics,
                endpoint.deadLetterTarget(),
                called,
                heldKeys(topics, options.followRules()),
                environment.fate(),
                options.floodGuard(),
                options.backlog(),
                statistics(),
                environment.listener(),
                environment.clock(),
                Executors.newVirtualThreadPerTaskExecutor());
        Pause pause = new Pause(called);
        List<Shard> shards = shards(options, context, pause);
        PollLoop poll = new PollLoop(
                new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                context,
                endpoint.settings(),
                new RecordIntake(shards, options.order(), context),
                pause);
        pause.onFloodOver(context.flood()::reset);
        ConsumerRun starting = new ConsumerRun(
                poll, shards, context, pause, environment.reopenings().tell(pause));
        starting.start();
        run = starting;
    }

    private ConsumedTopics topics(DeliveryOptions options) {
        ConsumedTopics topics = new ConsumedTopics(
                endpoint.getTopic(),
                group(),
                options.delayed(),
                options.retries(endpoint.getEndpointUri(), environment.retries()));
        topics.addEarlier(environment.topics().named(topics.retryPrefix()));
        return topics;
    }

    private HeldKeys heldKeys(ConsumedTopics topics, FollowRules rules) {
        String name = HeldMark.topicOf(topics.base());
        HeldMarks marks = new HeldMarks(group());
        MarkReader reader = new MarkReader(name, this::marksClient, marks, "wadi-" + getRouteId() + "-held");
        HeldTopic held = new HeldTopic(name, marks, reader, environment.writer());
        return new HeldKeys(rules, held, topics, environment.fate(), environment.clock());
    }

    private Consumer<byte[], byte[]> marksClient() {
        Map<String, Object> own = Map.of(
                "client.id",
                "wadi-" + getRouteId() + "-held",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                false);
        return new KafkaConsumer<>(
                environment.kafka().client(own), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private List<Shard> shards(DeliveryOptions options, ConsumerContext context, Pause pause) {
        RecordRunner runner = new RecordRunner(
                this, getAsyncProcessor(), options.format(), options.batches().isOn(), context);
        int perShard = Math.max(1, options.maxInFlight() / options.shards());
        return IntStream.range(0, options.shards())
                .mapToObj(i -> new Shard("wadi-" + getRouteId() + "-" + i, perShard, options.batches(), runner, pause))
                .toList();
    }

    private Map<String, Object> properties() {
        Map<String, Object> own = new HashMap<>();
        own.putAll(endpoint.polls());
        own.put("client.id", "wadi-" + getRouteId());
        own.put("group.id", group());
        own.put("enable.auto.commit", false);
        own.put("auto.offset.reset", "earliest"); // where a new group starts, Frontiers sees to
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
        return environment.kafka().client(own, OrderedEndpoint.SHORT_FETCHES);
    }

    @Override
    protected void doStop() throws Exception {
        end();
        if (meters != null) {
            meters.close();
        }
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
        ConsumerRun ending = run;
        run = null;
        if (ending != null) {
            ending.stop();
        }
    }

    Optional<ConsumerRun> current() {
        return Optional.ofNullable(run);
    }

    String group() {
        return endpoint.getGroupId().isEmpty() ? getRouteId() : endpoint.getGroupId();
    }

    @ManagedAttribute(description = "Records begun and not terminal")
    public long getInFlight() {
        return statistics().snapshot().inFlight();
    }

    @ManagedAttribute(description = "Records fetched and not begun")
    public long getBuffered() {
        return current().map(running -> running.context().backlog().size()).orElse(0L);
    }

    @ManagedAttribute(description = "Partitions assigned, side topics included")
    public int getAssignedPartitions() {
        return current().map(running -> running.poll().assignedPartitions()).orElse(0);
    }

    @ManagedAttribute(description = "How full the fullest ledger of a partition is, from 0 to 1")
    public double getLedgerUsed() {
        return current().map(running -> running.poll().pauses().ledgerUsed()).orElse(0.0);
    }

    @ManagedAttribute(description = "What records of the consumer wait for; empty while none does")
    public String getPaused() {
        return current().flatMap(running -> running.pause().text()).orElse("");
    }

    @ManagedAttribute(description = "Received, delivered, filtered, retried and dead records")
    public String getAccount() {
        return statistics().snapshot().toString();
    }

    @ManagedAttribute(description = "Records of the group that others of their key stay behind (hold-key)")
    public int getHeld() {
        return current().map(running -> running.context().held().size()).orElse(0);
    }

    @ManagedOperation(
            description = "Lets the records of a key go on that stay behind others; tells how many marks it had")
    public int releaseKey(String key) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(key);
        return current().map(running -> running.context().held().release(bytes)).orElse(0);
    }

    @ManagedOperation(description = "Writes the dead letters that the flood guard holds back, and goes on")
    public void acceptFlood() {
        current().ifPresent(running -> {
            running.context().flood().acceptFlood();
            running.pause().lift();
        });
    }
}
