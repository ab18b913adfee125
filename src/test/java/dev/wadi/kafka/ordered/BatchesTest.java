package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import dev.wadi.record.Outcome;
import dev.wadi.record.RecordHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Batches of consumed records: contiguous, one of a partition at a time. On a real broker. */
final class BatchesTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestKafka kafka = TestKafka.get();
    private final Queue<List<String>> batches = new ConcurrentLinkedQueue<>();

    private static String route(String topic, String options) {
        return """
                - route:
                    id: %s-route
                    from:
                      uri: kafka-ordered:%s
                      parameters: { sessionTimeout: 30s, %s }
                      steps:
                        - process: { ref: step }
                """.formatted(topic, topic, options);
    }

    private static List<String> places(Exchange exchange) {
        return ExchangeRecords.of(exchange).stream()
                .map(RecordHandle::source)
                .map(source -> source.partition() + "@" + source.offset())
                .toList();
    }

    private RunningRoutes start(String topic, String options, Processor step) throws Exception {
        Processor noting = exchange -> {
            batches.add(places(exchange));
            step.process(exchange);
        };
        return RunningRoutes.on(kafka).bind("step", noting).start(route(topic, options));
    }

    private void write(String topic, int from, int to) {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            records.add(new ProducerRecord<>(topic, "key-" + i % 7, "{\"n\": " + i + "}"));
        }
        kafka.writeAll(topic, records);
    }

    @Test
    void each_partition_s_records_come_in_batches_without_a_gap() throws Exception {
        String topic = kafka.newTopic("batches");
        write(topic, 0, 500);
        try (RunningRoutes routes = start(topic, "batchSize: 40, batchTimeout: 200, shards: 2", e -> {})) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 500);
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == 500);
        }
        Map<String, Integer> next = new TreeMap<>();
        for (List<String> batch : batches) {
            assertThat(batch.size()).isBetween(1, 40);
            for (String place : batch) {
                String partition = place.replaceFirst("@.*", "");
                int offset = Integer.parseInt(place.replaceFirst(".*@", ""));
                assertThat(offset).as(partition).isEqualTo(next.getOrDefault(partition, 0));
                next.put(partition, offset + 1);
            }
        }
        assertThat(batches).anyMatch(batch -> batch.size() == 40);
    }

    @Test
    void a_batch_that_does_not_fill_starts_when_its_first_record_has_waited_long_enough() throws Exception {
        String topic = kafka.newTopic("batch-timeout");
        try (RunningRoutes routes = start(topic, "batchSize: 1000, batchTimeout: 300ms", e -> {})) {
            kafka.write(topic, "a", "{}");
            kafka.write(topic, "a", "{}");
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 2);
        }
        assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(2);
    }

    @Test
    void the_body_is_the_list_of_the_bodies_and_what_can_t_be_read_runs_apart_into_the_error_handling()
            throws Exception {
        String topic = kafka.newTopic("batch-bodies");
        Queue<Object> bodies = new ConcurrentLinkedQueue<>();
        kafka.write(topic, "a", "{\"n\": 1}");
        kafka.write(topic, "a", "no JSON");
        kafka.write(topic, "a", "{\"n\": 3}");
        try (RunningRoutes routes = start(
                topic,
                "batchSize: 3, batchTimeout: 60s",
                e -> bodies.add(e.getMessage().getBody()))) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 3);
            assertThat(routes.outcomes().values())
                    .filteredOn(outcome -> outcome instanceof Outcome.Dead)
                    .hasSize(1);
        }
        assertThat(bodies).containsExactly(List.of(Map.of("n", 1), Map.of("n", 3)));
        assertThat(kafka.read(topic + ".dlq").getFirst().value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("no JSON");
    }

    /** The first record used to lead its batch even where it ran apart, and the others waited for ever. */
    @Test
    void a_batch_goes_on_without_its_first_record_where_that_can_t_be_read() throws Exception {
        String topic = kafka.newTopic("batch-first");
        kafka.write(topic, "a", "no JSON");
        kafka.write(topic, "a", "{\"n\": 2}");
        kafka.write(topic, "a", "{\"n\": 3}");
        try (RunningRoutes routes = start(topic, "batchSize: 3, batchTimeout: 60s", e -> {})) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 3);
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == 3);
            assertThat(routes.snapshots().getFirst().delivered()).isEqualTo(2);
        }
    }

    /** Nothing was in flight then that would have woken the shard. */
    @Test
    void a_batch_of_which_nothing_can_be_read_runs_apart_at_once() throws Exception {
        String topic = kafka.newTopic("batch-unreadable");
        kafka.write(topic, "a", "no JSON");
        kafka.write(topic, "a", "none either");
        try (RunningRoutes routes = start(topic, "batchSize: 2, batchTimeout: 60s", e -> {})) {
            await().atMost(LIMIT).until(() -> routes.snapshots().getFirst().deadTotal() == 2);
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == 2);
        }
    }

    @Test
    void of_a_batch_that_fails_for_its_payload_only_the_guilty_record_becomes_a_dead_letter() throws Exception {
        String topic = kafka.newTopic("batch-guilty");
        for (int i = 0; i < 10; i++) {
            kafka.write(topic, "a", "{\"n\": " + i + "}");
        }
        Processor step = exchange -> {
            if (exchange.getMessage().getBody(List.class).contains(Map.of("n", 6))) {
                throw Failure.payload("6 is not wanted");
            }
        };
        try (RunningRoutes routes = start(topic, "batchSize: 10, batchTimeout: 60s", step)) {
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 10);
            ConsumerStatistics.Snapshot now = routes.snapshots().getFirst();
            assertThat(now.received()).isEqualTo(10);
            assertThat(now.delivered()).isEqualTo(9);
            assertThat(now.dead()).containsEntry("payload", 1L);
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == 10);
        }
        assertThat(batches.stream().map(List::size)).containsExactly(10, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(batches.stream().skip(1).map(List::getFirst).toList()).isEqualTo(batches.peek());
    }

    @Test
    void a_batch_that_may_pass_waits_in_the_retry_topic_and_comes_back() throws Exception {
        String topic = kafka.newTopic("batch-retry");
        AtomicBoolean down = new AtomicBoolean(true);
        for (int i = 0; i < 5; i++) {
            kafka.write(topic, "a", "{\"n\": " + i + "}");
        }
        Processor step = exchange -> {
            if (down.getAndSet(false)) {
                throw Failure.of(FailureFamily.TRANSIENT, "down", null, 1);
            }
        };
        try (RunningRoutes routes = start(topic, "batchSize: 5, batchTimeout: 500ms", step)) {
            await().atMost(LIMIT).until(() -> routes.snapshots().getFirst().delivered() == 5);
            assertThat(routes.snapshots().getFirst().retried()).isEqualTo(5);
        }
    }
}
