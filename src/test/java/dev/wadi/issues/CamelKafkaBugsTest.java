package dev.wadi.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.fake.WatchedStep;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * What camel-kafka's consumer was seen to do to records, and {@code kafka-ordered:} does not. Each test names the issue
 * of Apache Camel's tracker, where there is one.
 */
class CamelKafkaBugsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PASS = "- process: { ref: step }";

    private final TestKafka kafka = TestKafka.get();
    private final WatchedStep step = new WatchedStep();

    private static String route(String topic, String options, String steps) {
        return """
                - route:
                    id: %1$s-route
                    from:
                      uri: kafka-ordered:%1$s
                      parameters: { format: TEXT, sessionTimeout: 30s%2$s }
                      steps:
                %3$s
                """.formatted(topic, options, steps.indent(8));
    }

    private RunningRoutes start(String topic, String options, String steps) throws Exception {
        return RunningRoutes.on(kafka).impatient().bind("step", step).start(route(topic, options, steps));
    }

    /** Writes records of different keys, all to one partition, so that their offsets are their numbers. */
    private List<String> write(String topic, int first, int count) {
        List<ProducerRecord<String, String>> records = IntStream.range(first, first + count)
                .mapToObj(i -> new ProducerRecord<>(topic, 0, "key-" + i % 10, Integer.toString(i)))
                .toList();
        kafka.writeAll(topic, records);
        return records.stream().map(ProducerRecord::value).toList();
    }

    private long committed(String topic) {
        return kafka.committed(topic + "-route", topic);
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        await().atMost(LIMIT).until(condition);
    }

    /**
     * CAMEL-23994: with {@code batching=true} and auto commit, the consumer commits the position it has polled to, also
     * when records of the batch were not processed: a restart skips them. Here the frontier stays at the one record that
     * is not done, whatever comes after it, also when the consumer stops; the next one begins there.
     */
    @Test
    void commits_nothing_past_a_record_that_was_not_processed() throws Exception {
        String topic = kafka.newTopic("camel-23994");
        write(topic, 0, 200);
        step.keeping("17"::equals);
        try (RunningRoutes routes = start(topic, ", drainTimeout: 100", PASS)) {
            awaitTrue(() -> committed(topic) == 17 && step.seen().get("key-9") != null);
            awaitTrue(() -> routes.outcomes().size() == 200 - 19); // behind 17 its key waits: 17, 27, … 197
            assertThat(committed(topic)).isEqualTo(17);
        }
        assertThat(committed(topic)).as("after the stop").isEqualTo(17);
        try (RunningRoutes again = start(topic, "", PASS)) {
            step.keeping(value -> false);
            awaitTrue(() -> committed(topic) == 200);
        }
        assertThat(step.seen().get("key-7")).containsSubsequence("17", "17", "27", "197");
    }

    /**
     * The factory for asynchronous manual commits hands offsets to the client without ever flushing them: what was done
     * last is not committed when the consumer closes, and is done again. Here the last commit of a stop is synchronous,
     * however rarely there are others; and while running, the commits arrive without a further poll that brings records.
     */
    @Test
    void what_is_done_is_committed_without_a_further_record_and_at_the_stop() throws Exception {
        String topic = kafka.newTopic("async-commits");
        write(topic, 0, 100);
        try (RunningRoutes routes = start(topic, "", PASS)) {
            awaitTrue(() -> committed(topic) == 100);
        }
        write(topic, 100, 100);
        try (RunningRoutes routes = start(topic, ", commitInterval: 1h", PASS)) {
            awaitTrue(() -> routes.outcomes().size() == 100);
            assertThat(committed(topic)).as("no commit is due").isEqualTo(100);
        }
        assertThat(committed(topic)).isEqualTo(200);
    }

    /**
     * CAMEL-23997: with {@code allowManualCommit=true} the consumer commits by itself all the same, when it closes or
     * loses a partition. Here nothing but the frontier is ever committed, even where the settings of Kafka's clients ask
     * for auto commit: the consumer's own properties win.
     */
    @Test
    void nothing_commits_by_itself_even_where_the_client_is_told_to() throws Exception {
        String topic = kafka.newTopic("camel-23997");
        write(topic, 0, 50);
        step.keeping("0"::equals);
        TestKafka committing = kafka.with(Map.of("enable.auto.commit", "true", "auto.commit.interval.ms", "1"));
        try (committing;
                RunningRoutes routes = RunningRoutes.on(committing)
                        .impatient()
                        .bind("step", step)
                        .start(route(topic, ", drainTimeout: 100", PASS))) {
            awaitTrue(() -> routes.outcomes().size() == 45);
            write(topic, 50, 1);
            write(topic, 51, 1);
            awaitTrue(() -> routes.outcomes().size() == 46);
            assertThat(committed(topic)).isZero();
        }
        assertThat(committed(topic)).as("after the stop").isZero();
    }

    /**
     * CAMEL-20227: the Pausable EIP, resumed, goes on at the position of the client and not at the record that made it
     * pause: those between are never seen. Here a route that is suspended and resumed, again and again while records
     * come, gives each record to the route once and each key in order.
     */
    @Test
    void a_route_that_is_suspended_and_resumed_misses_nothing_and_repeats_nothing() throws Exception {
        String topic = kafka.newTopic("camel-20227");
        AtomicInteger written = new AtomicInteger();
        try (RunningRoutes routes = start(topic, ", maxInFlight: 4, maxBuffered: 20", PASS)) {
            for (int round = 0; round < 5; round++) {
                int before = step.values().size();
                write(topic, written.getAndAdd(100), 100);
                awaitTrue(() -> step.values().size() > before);
                routes.context().getRouteController().suspendRoute(topic + "-route");
                write(topic, written.getAndAdd(50), 50);
                routes.context().getRouteController().resumeRoute(topic + "-route");
            }
            awaitTrue(() -> committed(topic) == written.get());
        }
        assertThat(step.values()).hasSize(written.get());
        assertKeysInOrder();
    }

    /**
     * A record that fails, with {@code batching=true} and {@code stopOnException}: the batch is not committed, the next
     * one is, and passes it. Alone with {@code breakOnFirstError=true}: the consumer seeks back and tries for ever, with
     * nothing else getting through. Here it is tried once, kept as a dead letter, and everything else is delivered.
     */
    @Test
    void a_record_that_fails_is_neither_lost_nor_tried_for_ever() throws Exception {
        String topic = kafka.newTopic("break-on-error");
        List<String> all = write(topic, 0, 500);
        step.failing(value -> value.equals("161") ? Failure.payload("not this one") : null);
        try (RunningRoutes routes = start(topic, ", maxInFlight: 16", PASS)) {
            awaitTrue(() -> committed(topic) == 500);
            assertThat(routes.snapshots().getFirst().dead()).containsExactly(Map.entry("payload", 1L));
        }
        assertThat(step.values()).containsExactlyInAnyOrderElementsOf(all);
        assertKeysInOrder();
        assertThat(kafka.values(topic + ".dlq")).containsExactly("161");
    }

    /**
     * The same where the route's error handler lets a failure out that is nobody's fault: an open circuit. With {@code
     * breakOnFirstError=true} the whole partition stops and is polled in a hot loop. Here the record and its key wait,
     * and the other keys of the partition go on.
     */
    @Test
    void a_record_that_must_wait_stops_its_key_and_not_its_partition() throws Exception {
        String topic = kafka.newTopic("hot-loop");
        write(topic, 0, 100);
        step.keeping("5"::equals);
        try (RunningRoutes routes = start(topic, "", PASS)) {
            awaitTrue(() -> routes.outcomes().size() == 90);
            assertThat(step.seen().get("key-5")).containsExactly("5");
            step.letGo();
            awaitTrue(() -> committed(topic) == 100);
        }
        assertThat(step.values()).hasSize(100);
        assertKeysInOrder();
    }

    /**
     * A route that commits and then goes on in a {@code seda:} queue loses what waits in the queue when the process is
     * killed: 7,962 of 10,000 when it was tried. Here a record that went into a queue stays open until the route behind
     * the queue is through with it.
     */
    @Test
    void a_record_that_waits_in_a_seda_queue_is_not_committed() throws Exception {
        String topic = kafka.newTopic("seda");
        write(topic, 0, 30);
        step.keeping(value -> true);
        String behind = """
                - route:
                    id: behind
                    from:
                      uri: "seda:%s?concurrentConsumers=5"
                      steps: [ process: { ref: step } ]
                """.formatted(topic);
        try (RunningRoutes routes = RunningRoutes.on(kafka)
                .impatient()
                .bind("step", step)
                .start(route(topic, ", drainTimeout: 100", "- to: seda:" + topic) + behind)) {
            awaitTrue(() -> step.kept() >= 5);
            assertThat(routes.outcomes()).isEmpty();
            assertThat(committed(topic)).isZero();
            step.letGo();
            awaitTrue(() -> committed(topic) == 30);
        }
    }

    /**
     * CAMEL-23523: the timer of a batch runs on while no records come, so that the first record after a quiet while is a
     * batch of its own at once. Here the time counts from the first record of the batch: after a pause that is longer
     * than the timeout, a batch is still full, or as old as the timeout when it runs.
     */
    @Test
    void the_first_record_after_a_quiet_while_waits_for_its_batch() throws Exception {
        String topic = kafka.newTopic("camel-23523");
        Duration timeout = Duration.ofSeconds(1);
        Queue<Duration> ages = new ConcurrentLinkedQueue<>();
        Processor batch = exchange -> {
            long first = ExchangeRecords.first(exchange).orElseThrow().source().timestamp();
            ages.add(Duration.ofMillis(System.currentTimeMillis() - first));
        };
        try (RunningRoutes routes = RunningRoutes.on(kafka)
                .bind("step", batch)
                .start(route(topic, ", batchSize: 3, batchTimeout: " + timeout.toMillis(), PASS))) {
            write(topic, 0, 3);
            awaitTrue(() -> ages.size() == 1);
            Instant quiet = Instant.now().plus(timeout.multipliedBy(2));
            awaitTrue(() -> Instant.now().isAfter(quiet));
            write(topic, 3, 1);
            awaitTrue(() -> ages.size() == 2);
            awaitTrue(() -> committed(topic) == 4);
        }
        assertThat(ages).last().satisfies(age -> assertThat(age).isGreaterThanOrEqualTo(timeout));
    }

    private void assertKeysInOrder() {
        assertThat(step.faults()).isEmpty();
        assertThat(step.seen().values()).allSatisfy(values -> assertThat(
                        values.stream().map(Integer::valueOf).toList())
                .isSorted()
                .doesNotHaveDuplicates());
    }
}
