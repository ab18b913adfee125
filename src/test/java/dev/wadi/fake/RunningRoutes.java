package dev.wadi.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.dlq.KafkaDeadLetters;
import dev.wadi.dlq.RetryTopics;
import dev.wadi.dlq.component.DeadLetterComponent;
import dev.wadi.dlq.component.RetriesLeft;
import dev.wadi.dlq.component.RetryComponent;
import dev.wadi.enrich.component.BatchDivides;
import dev.wadi.kafka.ordered.ConsumerEnvironment;
import dev.wadi.kafka.ordered.ConsumerStatistics;
import dev.wadi.kafka.ordered.OrderedComponent;
import dev.wadi.kafka.ordered.RetrySchedule;
import dev.wadi.kafka.ordered.RunningConsumers;
import dev.wadi.kafka.publish.KafkaEventPublisher;
import dev.wadi.kafka.publish.PersistentPublisher;
import dev.wadi.kafka.publish.component.PublishComponent;
import dev.wadi.record.DeadLetters;
import dev.wadi.record.Fate;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import dev.wadi.record.Reopenings;
import dev.wadi.record.Retries;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Routes from YAML text on the real broker, with Wadi's Kafka components. */
public final class RunningRoutes implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final RunningConsumers running = new RunningConsumers();
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> ends = new ConcurrentHashMap<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Supplier<Optional<String>> unwritten;
    private final KafkaEventPublisher publisher;

    private final Reopenings reopenings = new Reopenings();

    private RunningRoutes(TestKafka kafka) {
        this.publisher = KafkaEventPublisher.open(kafka.settings(), kafka.topics());
        PersistentPublisher persistent = new PersistentPublisher(publisher, scheduler);
        DeadLetters deadLetters = new KafkaDeadLetters(persistent);
        Retries retries = new RetryTopics(persistent);
        Fate fate = Fate.retry(retries, deadLetters);
        context.addComponent(
                "kafka-ordered",
                new OrderedComponent(new ConsumerEnvironment(
                        kafka.settings(),
                        kafka.topics(),
                        fate,
                        persistent,
                        RetrySchedule.of("1s,2s", 2),
                        reopenings,
                        this::terminal,
                        running,
                        meters,
                        Clock.systemUTC())));
        context.getRegistry().bind("deadLetters", DeadLetters.class, deadLetters);
        context.addComponent("publish", new PublishComponent(publisher, persistent));
        context.addComponent("dead-letter", new DeadLetterComponent(deadLetters, Clock.systemUTC()));
        context.addComponent("retry", new RetryComponent(retries, deadLetters, Clock.systemUTC()));
        context.getRegistry().bind("fate", fate);
        unwritten = persistent::trouble;
        context.getRegistry().bind("retriesLeft", new RetriesLeft());
        context.getRegistry().bind("batchDivides", new BatchDivides());
    }

    private void terminal(RecordHandle handle, Outcome outcome) {
        outcomes.put(handle.source().place().toString(), outcome);
        String kind = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        ends.computeIfAbsent(handle.consumer() + " " + kind, name -> new LongAdder())
                .increment();
    }

    /** Prepares a context, not started, so that beans can be bound and components added. */
    public static RunningRoutes on(TestKafka kafka) {
        return new RunningRoutes(kafka);
    }

    /** Does not wait for records that stay in a step when it closes: two seconds instead of Camel's 45. */
    public RunningRoutes impatient() {
        context.getShutdownStrategy().setTimeout(2);
        return this;
    }

    public RunningRoutes bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
        return this;
    }

    /** Starts with routes from YAML text. */
    public RunningRoutes start(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("test.camel.yaml", yaml));
        context.start();
        return this;
    }

    /** What keeps retries and dead letters from being written, if anything. */
    public Optional<String> unwritten() {
        return unwritten.get();
    }

    /** Where it is told that a connection is worth a call again. */
    public Reopenings reopenings() {
        return reopenings;
    }

    public CamelContext context() {
        return context;
    }

    /** How each record ended, by its place. */
    public Map<String, Outcome> outcomes() {
        return outcomes;
    }

    public List<ConsumerStatistics.Snapshot> snapshots() {
        return running.snapshots();
    }

    public MeterRegistry meters() {
        return meters;
    }

    /** The consumers' accounts, from their exported metrics. */
    public List<Conservation> accounts() {
        return Conservation.of(meters);
    }

    /** Stops everything, and checks that the consumers' accounts come out and tell what happened. */
    @Override
    public void close() {
        context.stop();
        scheduler.shutdownNow();
        publisher.close();
        for (Conservation account : accounts()) {
            account.assertComesOut();
            account.ended().forEach((kind, count) -> assertThat(count)
                    .as("%s in the metrics of %s", kind, account.consumer())
                    .isEqualTo(ends.getOrDefault(account.consumer() + " " + kind, new LongAdder())
                            .sum()));
        }
    }
}
