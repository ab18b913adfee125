package dev.wadi.kafka.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.fake.RunningRoutes;
import dev.wadi.fake.TestKafka;
import dev.wadi.record.ExchangeRecords;
import dev.wadi.record.Failure;
import dev.wadi.record.FailureFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Records that are gathered into batches while their consumer pauses. On a real broker. */
final class GatheredRecordsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestKafka kafka = TestKafka.get();

    private static String route(String topic, String options, String steps) {
        return """
                - beans:
                    - name: batch
                      type: dev.wadi.enrich.component.Batch
                - route:
                    id: %s-route
                    from:
                      uri: kafka-ordered:%s
                      parameters: { sessionTimeout: 30s, %s }
                      steps:
                """.formatted(topic, topic, options) + steps.indent(8);
    }

    private static ConsumerStatistics.Snapshot snapshot(RunningRoutes routes) {
        return routes.snapshots().getFirst();
    }

    /** It used to be postponed by each batch, and to run as often at once. */
    @Test
    void a_record_whose_parts_are_in_several_batches_waits_and_runs_again_once() throws Exception {
        String topic = kafka.newTopic("gathered-parts");
        AtomicInteger runs = new AtomicInteger();
        Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
        Processor begin = exchange -> runs.incrementAndGet();
        Processor step = exchange -> {
            sizes.add(ExchangeRecords.of(exchange).size());
            if (sizes.size() <= 4) { // of two runs
                throw Failure.of(FailureFamily.CIRCUIT_OPEN, "the circuit of api is open", null, 0);
            }
        };
        String steps = """
                - process: { ref: begin }
                - split:
                    simple: "${body[parts]}"
                    steps:
                      - aggregate:
                          correlationExpression: { constant: all }
                          aggregationStrategy: batch
                          completionSize: 2
                          completionTimeout: 50
                          completionTimeoutCheckerInterval: 10
                          steps: [ { process: { ref: step } } ]
                """;
        kafka.write(topic, "a", "{\"parts\": [1, 2, 3]}");
        try (RunningRoutes routes = RunningRoutes.on(kafka)
                .bind("begin", begin)
                .bind("step", step)
                .start(route(topic, "maxInFlight: 4", steps))) {
            await().atMost(LIMIT).until(() -> snapshot(routes).delivered() == 1);
            await().atMost(LIMIT).until(() -> kafka.committed(topic + "-route", topic) == 1);
            assertThat(runs).hasValue(3);
            assertThat(sizes).hasSize(6);
        }
    }

    /** The trial's exchange ends once it is gathered, which used to be taken for the end of the flood. */
    @Test
    void a_flood_is_over_only_once_a_batch_gets_through() throws Exception {
        String topic = kafka.newTopic("gathered-flood");
        AtomicBoolean refuses = new AtomicBoolean(true);
        AtomicInteger trials = new AtomicInteger();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Processor begin = exchange -> {
            if (!seen.add(
                    String.valueOf(exchange.getMessage().getBody(Map.class).get("n")))) {
                trials.incrementAndGet();
            }
        };
        Processor step = exchange -> {
            if (refuses.get()) {
                throw Failure.payload("answered 422");
            }
        };
        String steps = """
                - process: { ref: begin }
                - aggregate:
                    correlationExpression: { constant: all }
                    aggregationStrategy: batch
                    completionSize: 5
                    completionTimeout: 5000
                    steps: [ { process: { ref: step } } ]
                """;
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            records.add(new ProducerRecord<>(topic, "key-" + i, "{\"n\": " + i + "}"));
        }
        kafka.writeAll(topic, records);
        try (RunningRoutes routes = RunningRoutes.on(kafka)
                .bind("begin", begin)
                .bind("step", step)
                .start(route(topic, "maxInFlight: 10, shards: 1, floodWindow: 20", steps))) {
            await().atMost(LIMIT).until(() -> trials.get() >= 2);
            assertThat(snapshot(routes).deadTotal()).isLessThanOrEqualTo(20);
            refuses.set(false);
            await().atMost(LIMIT).until(() -> routes.outcomes().size() == 200);
            assertThat(snapshot(routes).delivered()).isGreaterThanOrEqualTo(180);
        }
    }
}
